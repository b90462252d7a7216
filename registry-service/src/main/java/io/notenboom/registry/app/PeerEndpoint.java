// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.kit.listener.Listeners;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.NodeIdentity;
import io.notenboom.registry.enrolment.NodeIdentityReady;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The peer listener: opened once this node has its identity certificate, with the key at the custodian; in pull-only mode none. */
@Singleton
public class PeerEndpoint {

    private final Listeners listeners;
    private final PeerReach reach;
    private final PeerTls tls;
    private final PeerAccess access;
    private final NodeIdentity identity;
    private final Event<NodeIdentityReady> ready;
    private @Nullable OwnCertificate opened;

    PeerEndpoint(
            Listeners listeners,
            PeerReach reach,
            PeerTls tls,
            PeerAccess access,
            NodeIdentity identity,
            Event<NodeIdentityReady> ready) {
        this.listeners = listeners;
        this.reach = reach;
        this.tls = tls;
        this.access = access;
        this.identity = identity;
        this.ready = ready;
    }

    /**
     * {@code https://host:port} under which peers reach this node; empty in pull-only mode.
     *
     * @throws IllegalStateException if neither a port for peers nor pull-only mode is configured
     */
    public Optional<String> address() {
        return reach.address();
    }

    /** Opens the listener with the identity of an earlier run, if there is one. */
    public void reopen() {
        identity.stored().ifPresent(this::open);
    }

    /** A certificate of the Foundation was installed. */
    public void installed(OwnEnrolment enrolment) {
        if (enrolment.kind() == EnrolmentKind.NODE_CA) {
            enrolment.certificate().ifPresent(nodeCa -> open(identity.ensure(nodeCa)));
        }
    }

    /** Lets this node talk with this certificate, unless it does already. */
    public synchronized void open(OwnCertificate certificate) {
        if (certificate.equals(opened) || !(reach.configured() || reach.pullOnly())) {
            return;
        }
        if (!reach.pullOnly()) {
            listeners.openPeer(tls.shown(certificate), tls.trusted(), access::opened);
        }
        opened = certificate;
        ready.fire(new NodeIdentityReady(certificate));
    }
}
