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
import org.jspecify.annotations.Nullable;

/** The peer listener: opened once this node has its identity certificate, with the key at the custodian. */
@Singleton
public class PeerEndpoint {

    private final Listeners listeners;
    private final PeerReach reach;
    private final PeerTls tls;
    private final NodeIdentity identity;
    private final Event<NodeIdentityReady> ready;
    private @Nullable OwnCertificate opened;

    PeerEndpoint(
            Listeners listeners, PeerReach reach, PeerTls tls, NodeIdentity identity, Event<NodeIdentityReady> ready) {
        this.listeners = listeners;
        this.reach = reach;
        this.tls = tls;
        this.identity = identity;
        this.ready = ready;
    }

    /** {@code https://host:port} under which peers reach this node. */
    public String address() {
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

    /** Opens the listener with this certificate, unless it is open with it. */
    public synchronized void open(OwnCertificate certificate) {
        if (certificate.equals(opened) || !reach.configured()) {
            return;
        }
        listeners.openPeer(tls.shown(certificate), tls.trusted());
        opened = certificate;
        ready.fire(new NodeIdentityReady(certificate, address()));
    }
}
