// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import io.notenboom.kit.chainlog.ChainHead;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.metrics.ServiceMeters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Looks after the decision log: says its head at start, every hour and at the end, and removes what is kept no longer. */
@Singleton
public class LogKeeper {

    private static final Logger LOG = Logger.getLogger("io.notenboom.pdp.decisionlog");

    private final HashChainedLog log;
    private final LogRetention retention;
    private final ShadowFolder shadow;
    private final ServiceMeters meters;

    LogKeeper(HashChainedLog log, LogRetention retention, ShadowFolder shadow, ServiceMeters meters) {
        this.log = log;
        this.retention = retention;
        this.shadow = shadow;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started) {
        meters.gauge("decisionlog.records", "Records that the decision log has ever had", log::size);
        meters.gauge("decisionlog.segments", "Files of the decision log", () -> log.segments()
                .size());
        sayHead();
    }

    void stop(@Observes ShutdownEvent stopping) {
        sayHead();
    }

    /** Says the head and removes what is too old. */
    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void hourly() {
        try {
            int removed = retention.run();
            if (removed > 0) {
                LOG.infof("Removed %d segments of the decision log that are kept no longer", removed);
            }
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "Old segments of the decision log could not be removed; the next attempt is in an hour");
        }
        sayHead();
    }

    /** Reads the profiles that shadow the ones in force. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void readShadowProfiles() {
        shadow.refresh();
    }

    /** Whoever keeps this line elsewhere can tell later whether the log is whole up to here. */
    private void sayHead() {
        ChainHead head = log.head();
        LOG.infof("The head of the decision log is %s", head);
    }
}
