// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.tls.CustodianKeyManager;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.listener.Listeners;
import io.notenboom.registry.certificate.NodeTrustManager;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.NodeIdentity;
import io.notenboom.registry.enrolment.NodeIdentityReady;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.trust.key.KeyPurpose;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The peer listener: opened once this node has its identity certificate, with the key at the custodian. */
@Singleton
public class PeerEndpoint {

    private final Listeners listeners;
    private final NodeConfig node;
    private final RegistryConfig config;
    private final KeyCustodian custodian;
    private final NodeIdentity identity;
    private final FoundationNode foundation;
    private final InstantSource clock;
    private final Event<NodeIdentityReady> ready;
    private @Nullable OwnCertificate opened;

    PeerEndpoint(
            Listeners listeners,
            NodeConfig node,
            RegistryConfig config,
            KeyCustodian custodian,
            NodeIdentity identity,
            FoundationNode foundation,
            InstantSource clock,
            Event<NodeIdentityReady> ready) {
        this.listeners = listeners;
        this.node = node;
        this.config = config;
        this.custodian = custodian;
        this.identity = identity;
        this.foundation = foundation;
        this.clock = clock;
        this.ready = ready;
    }

    /** {@code https://host:port} under which peers reach this node. */
    public String address() {
        int port = node.listener()
                .peer()
                .port()
                .orElseThrow(() -> new IllegalStateException(
                        "set notenboom.listener.peer.port: peers have to be able to reach this node"));
        return "https://" + config.peerHost() + ":" + port;
    }

    /** A certificate of the Foundation was installed. */
    public void installed(OwnEnrolment enrolment) {
        if (enrolment.kind() == EnrolmentKind.NODE_CA) {
            enrolment.certificate().ifPresent(nodeCa -> open(identity.ensure(nodeCa)));
        }
    }

    /** Opens the listener with this certificate, unless it is open with it. */
    public synchronized void open(OwnCertificate certificate) {
        if (certificate.equals(opened) || node.listener().peer().port().isEmpty()) {
            return;
        }
        listeners.openPeer(
                KeyCertOptions.wrap(CustodianKeyManager.of(
                        custodian, certificate.key(), KeyPurpose.NODE_IDENTITY, certificate.chain())),
                TrustOptions.wrap(new NodeTrustManager(foundation.root(), clock)));
        opened = certificate;
        ready.fire(new NodeIdentityReady(certificate, address()));
    }
}
