// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.enrolment.FoundationEnrolsItself;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.issue.FoundationWriter;
import io.notenboom.registry.issue.IssueOutcome;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What only the Foundation's node does when it starts: its own stream, and a certificate of its own. */
@Singleton
public class FoundationStart {

    private static final Logger LOG = Logger.getLogger(FoundationStart.class);

    private final RegistryConfig config;
    private final FoundationNode foundation;
    private final OwnIdentityStore identity;
    private final FoundationWriter writer;
    private final FoundationEnrolsItself enrolment;
    private final PeerEndpoint peerEndpoint;
    private volatile boolean waiting;

    FoundationStart(
            RegistryConfig config,
            FoundationNode foundation,
            OwnIdentityStore identity,
            FoundationWriter writer,
            FoundationEnrolsItself enrolment,
            PeerEndpoint peerEndpoint) {
        this.config = config;
        this.foundation = foundation;
        this.identity = identity;
        this.writer = writer;
        this.enrolment = enrolment;
        this.peerEndpoint = peerEndpoint;
    }

    /**
     * Starts the Foundation's part; does nothing at other nodes. Its stream may have to wait for peers, see {@link #resume}.
     *
     * @throws IllegalStateException if the Foundation's stream cannot be started
     */
    void start() {
        if (foundation.authority() == null) {
            return;
        }
        startStream();
        peerEndpoint.installed(enrolment.ensureNodeCa());
    }

    /** Tries again to start the Foundation's stream, if that had to wait for peers. */
    void resume() {
        if (waiting) {
            startStream();
        }
    }

    private void startStream() {
        identity.foundation().ifPresent(root -> {
            switch (writer.start(root, config.network())) {
                case IssueOutcome.Issued _ -> waiting = false;
                case IssueOutcome.NotReady notReady -> {
                    waiting = true;
                    LOG.warnf("the Foundation's stream cannot be started yet: %s", notReady.what());
                }
                case IssueOutcome.RefusedByRule _, IssueOutcome.Unknown _, IssueOutcome.NotTaken _ ->
                    throw new IllegalStateException("the Foundation's stream could not be started");
            }
        });
    }
}
