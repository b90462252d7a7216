// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.LogSearch;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.trial.LoggedDecisions;
import io.notenboom.pdp.trial.ShadowDecisions;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Makes the decision log and what reads it. */
final class DecisionLogBeans {

    /** In this time the log grows by much less than what is kept free. */
    private static final Duration FREE_BYTES_COUNT = Duration.ofMillis(100);

    @Produces
    @Singleton
    HashChainedLog chainedLog(NodeConfig config, DecisionLogConfig settings) {
        return HashChainedLog.open(config.dataDir().resolve("decisions"), settings.segmentBytes());
    }

    void close(@Disposes HashChainedLog log) {
        log.close();
    }

    @Produces
    @Singleton
    ChainedDecisionLog decisionLog(HashChainedLog log, NodeConfig config, DecisionLogConfig settings) {
        return new ChainedDecisionLog(
                log,
                new RecentNumber(() -> config.dataDir().toFile().getUsableSpace(), FREE_BYTES_COUNT, System::nanoTime),
                settings.minimumFreeBytes());
    }

    @Produces
    @Singleton
    ShadowFolder shadowFolder(DecisionLogConfig settings) {
        ShadowFolder folder = new ShadowFolder(settings.shadowProfiles());
        folder.refresh();
        return folder;
    }

    @Produces
    @Singleton
    ShadowDecisions shadow(ShadowFolder folder, ServiceMeters meters) {
        return new ShadowDecisions(folder::find, kind -> meters.counter(
                        "shadow.decisions",
                        "Decisions compared with those of a version of the profile that is not in force",
                        "difference",
                        kind.wireName())
                .increment());
    }

    @Produces
    @Singleton
    DecisionJournal journal(
            ChainedDecisionLog log,
            SortableIds ids,
            InstantSource clock,
            ShadowDecisions shadow,
            ServiceMeters meters) {
        return new DecisionJournal(log, ids, clock, new CountingWitness(shadow, meters));
    }

    @Produces
    @Singleton
    LogSearch search(ChainedDecisionLog log) {
        return new LogSearch(log);
    }

    @Produces
    @Singleton
    LoggedDecisions loggedDecisions(DecisionJournal journal, ChainedDecisionLog log, ProfileCatalogue profiles) {
        return new LoggedDecisions(journal, log, profiles);
    }

    @Produces
    @Singleton
    LogRetention retention(
            HashChainedLog log, DecisionJournal journal, DecisionLogConfig settings, InstantSource clock) {
        return new LogRetention(
                log,
                journal,
                new LogRetention.Limits(
                        Duration.ofDays(settings.keepDays()),
                        settings.maxBytes().orElse(Long.MAX_VALUE)),
                clock);
    }
}
