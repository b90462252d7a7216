// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.registry.bootstrap.app.HistoryStart;
import io.notenboom.registry.ingest.Announcements;
import io.notenboom.registry.ingest.IngestEvents;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What happens when the service starts, in this order, before it answers its first request. */
@Singleton
public class RegistryStart {

    private static final Logger LOG = Logger.getLogger(RegistryStart.class);

    private final CommitSubscriptions commits;
    private final IngestEvents ingest;
    private final FoundationStart foundation;
    private final Announcements announcements;
    private final HistoryStart history;
    private final PeerEndpoint peerEndpoint;

    RegistryStart(
            CommitSubscriptions commits,
            IngestEvents ingest,
            FoundationStart foundation,
            Announcements announcements,
            HistoryStart history,
            PeerEndpoint peerEndpoint) {
        this.commits = commits;
        this.ingest = ingest;
        this.foundation = foundation;
        this.announcements = announcements;
        this.history = history;
        this.peerEndpoint = peerEndpoint;
    }

    void start(@Observes StartupEvent event, NodeConfig node) {
        if (node.mode() == NodeMode.DEV) {
            LOG.warn("DEVELOPMENT MODE: not for real data");
        }
        commits.begin();
        history.read();
        foundation.start();
        announcements.start();
        history.publish();
        peerEndpoint.reopen();
    }

    @Scheduled(every = "10s", delayed = "10s", identity = "foundation-stream")
    void resumeFoundation() {
        foundation.resume();
    }

    @Scheduled(every = "5s", delayed = "5s", identity = "held-events")
    void retryHeld() {
        ingest.retryHeld();
    }
}
