// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.registry.app.revocation.ProjectedRevocations;
import io.notenboom.registry.app.revocation.RevocationConfig;
import io.notenboom.registry.enrolment.FoundationAuthority;
import io.notenboom.registry.enrolment.FoundationClient;
import io.notenboom.registry.enrolment.FoundationEnrolsItself;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.FoundationRequests;
import io.notenboom.registry.enrolment.NodeIdentity;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.enrolment.VendorEnrolment;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.revocation.FoundationRevocations;
import io.notenboom.registry.revocation.OwnRevocations;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.store.http.HttpFoundationClient;
import io.notenboom.trust.x509.Pem;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Objects;

/** Wires keys, certificates and enrolment. */
final class IdentityBeans {

    /** File in the data folder of the Foundation's node, for those who join the network. */
    static final String ROOT_FILE = "root.pem";

    @Produces
    @Singleton
    FoundationNode foundation(
            RegistryConfig config,
            RevocationConfig revocations,
            KeyCustodian custodian,
            OwnIdentityStore store,
            FileStores stores,
            InstantSource clock) {
        if (!config.foundation().enabled()) {
            X509Certificate root = configuredRoot(config);
            return new FoundationNode(
                    root, config.network(), NetworkId.of(root.getPublicKey(), config.network()), null, null);
        }
        FoundationAuthority authority = FoundationAuthority.start(custodian, store, clock, config.network())
                .publishingAt(revocations.url().orElse(null));
        X509Certificate root = authority.root();
        stores.publish(ROOT_FILE, Pem.write(root));
        return new FoundationNode(
                root,
                config.network(),
                NetworkId.of(root.getPublicKey(), config.network()),
                authority,
                new FoundationRequests(stores.enrolmentRequests(), authority, clock));
    }

    @Produces
    @Singleton
    OwnRevocations ownRevocations(
            FoundationNode foundation,
            IngestEvents ingest,
            RegistryProjection projection,
            FileStores stores,
            InstantSource clock) {
        FoundationAuthority authority = foundation.authority();
        return new OwnRevocations(foundation
                .requests()
                .filter(requests -> authority != null)
                .map(requests -> new FoundationRevocations(
                        Objects.requireNonNull(authority),
                        requests,
                        new ProjectedRevocations(ingest, projection),
                        stores.revocationList(),
                        clock))
                .orElse(null));
    }

    private static X509Certificate configuredRoot(RegistryConfig config) {
        Path file = config.foundation()
                .root()
                .orElseThrow(() -> new IllegalStateException(
                        "set notenboom.registry.foundation.root to the Foundation's certificate, or"
                                + " notenboom.registry.foundation.enabled=true"));
        try {
            return Pem.readFirstCertificate(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("notenboom.registry.foundation.root is not a certificate in PEM form", e);
        }
    }

    @Produces
    @Singleton
    FoundationClient foundationClient(GuardedHttpClient client, RegistryConfig config, NodeConfig node) {
        return new HttpFoundationClient(
                client,
                config.foundation().url().orElse(null),
                config.foundation().tokenFile().orElse(null),
                node.mode() == NodeMode.DEV);
    }

    @Produces
    @Singleton
    NodeIdentity nodeIdentity(
            KeyCustodian custodian, OwnIdentityStore store, InstantSource clock, RegistryConfig config) {
        return new NodeIdentity(custodian, store, clock, config.peerHost());
    }

    @Produces
    @Singleton
    VendorEnrolment vendorEnrolment(
            KeyCustodian custodian,
            OwnIdentityStore store,
            FoundationClient client,
            FoundationNode foundation,
            InstantSource clock,
            PeerEndpoint peerEndpoint) {
        return new VendorEnrolment(custodian, store, client, foundation.root(), clock, peerEndpoint::installed);
    }

    @Produces
    @Singleton
    FoundationEnrolsItself foundationEnrolsItself(
            KeyCustodian custodian, OwnIdentityStore store, FoundationNode foundation) {
        return new FoundationEnrolsItself(custodian, store, foundation);
    }
}
