// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.registry.enrolment.FoundationEnrolsItself;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.ingest.Announcements;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.issue.FoundationWriter;
import io.notenboom.registry.issue.IssueOutcome;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** What happens when the service starts, in this order, before it answers its first request. */
@Singleton
public class RegistryStart {

    private static final Logger LOG = Logger.getLogger(RegistryStart.class);

    private final NodeConfig node;
    private final RegistryConfig config;
    private final FoundationNode foundation;
    private final OwnIdentityStore identity;
    private final Commits commits;
    private final IngestEvents ingest;
    private final Announcements announcements;
    private final FoundationWriter foundationWriter;
    private final FoundationEnrolsItself foundationEnrolment;
    private final PeerEndpoint peerEndpoint;
    private final List<CommitListener> listeners;
    private final MeterRegistry metrics;

    RegistryStart(
            NodeConfig node,
            RegistryConfig config,
            FoundationNode foundation,
            OwnIdentityStore identity,
            Commits commits,
            IngestEvents ingest,
            Announcements announcements,
            FoundationWriter foundationWriter,
            FoundationEnrolsItself foundationEnrolment,
            PeerEndpoint peerEndpoint,
            @All List<CommitListener> listeners,
            MeterRegistry metrics) {
        this.node = node;
        this.config = config;
        this.foundation = foundation;
        this.identity = identity;
        this.commits = commits;
        this.ingest = ingest;
        this.announcements = announcements;
        this.foundationWriter = foundationWriter;
        this.foundationEnrolment = foundationEnrolment;
        this.peerEndpoint = peerEndpoint;
        this.listeners = listeners;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        if (node.mode() == NodeMode.DEV) {
            LOG.warn("DEVELOPMENT MODE: not for real data");
        }
        listeners.forEach(commits::listen);
        commits.listen((entries, organisations) -> entries.forEach(
                entry -> metrics.counter("registry.events", "evt", entry.type()).increment()));
        ingest.start();
        if (foundation.authority() != null) {
            startFoundation();
        }
        announcements.start();
        identity.nodeIdentity().ifPresent(peerEndpoint::open);
    }

    private void startFoundation() {
        identity.foundation().ifPresent(root -> {
            IssueOutcome outcome = foundationWriter.start(root, config.network());
            if (!(outcome instanceof IssueOutcome.Issued)) {
                throw new IllegalStateException("the Foundation's stream could not be started: " + outcome);
            }
        });
        peerEndpoint.installed(foundationEnrolment.ensureNodeCa());
    }

    @Scheduled(every = "5s", delayed = "5s", identity = "held-events")
    void retryHeld() {
        ingest.retryHeld();
    }
}
