// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.enrolment.FoundationEnrolsItself;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.issue.FoundationWriter;
import io.notenboom.registry.issue.IssueOutcome;
import jakarta.inject.Singleton;

/** What only the Foundation's node does when it starts: its own stream, and a certificate of its own. */
@Singleton
public class FoundationStart {

    private final RegistryConfig config;
    private final FoundationNode foundation;
    private final OwnIdentityStore identity;
    private final FoundationWriter writer;
    private final FoundationEnrolsItself enrolment;
    private final PeerEndpoint peerEndpoint;

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
     * Starts the Foundation's part; does nothing at other nodes.
     *
     * @throws IllegalStateException if the Foundation's stream cannot be started
     */
    void start() {
        if (foundation.authority() == null) {
            return;
        }
        identity.foundation().ifPresent(root -> {
            IssueOutcome outcome = writer.start(root, config.network());
            if (!(outcome instanceof IssueOutcome.Issued)) {
                throw new IllegalStateException("the Foundation's stream could not be started: " + outcome);
            }
        });
        peerEndpoint.installed(enrolment.ensureNodeCa());
    }
}
