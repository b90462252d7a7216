// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.registry.ingest.Announcements;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.publication.CheckpointPublisher;
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
    private final CheckpointPublisher publisher;
    private final PeerEndpoint peerEndpoint;

    RegistryStart(
            CommitSubscriptions commits,
            IngestEvents ingest,
            FoundationStart foundation,
            Announcements announcements,
            CheckpointPublisher publisher,
            PeerEndpoint peerEndpoint) {
        this.commits = commits;
        this.ingest = ingest;
        this.foundation = foundation;
        this.announcements = announcements;
        this.publisher = publisher;
        this.peerEndpoint = peerEndpoint;
    }

    void start(@Observes StartupEvent event, NodeConfig node) {
        if (node.mode() == NodeMode.DEV) {
            LOG.warn("DEVELOPMENT MODE: not for real data");
        }
        commits.begin();
        ingest.start(publisher.ownCheckpoint());
        foundation.start();
        announcements.start();
        publisher.start();
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
