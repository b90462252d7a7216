// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.listener.ListenerPaths;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.ingest.Announcements;
import io.notenboom.registry.ingest.Announcer;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.issue.FoundationWriter;
import io.notenboom.registry.issue.VendorWriter;
import io.notenboom.registry.issue.VendorWriters;
import io.notenboom.registry.issue.WriterGate;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Wires the domain: the log and what depends on it. */
final class RegistryBeans {

    @Produces
    @Singleton
    ListenerPaths listenerPaths() {
        return new ListenerPaths(Map.of(
                Listener.INTERNAL, List.of("/registry/v1", "/enrolment/v1", "/mcsd", "/pki/v1"),
                Listener.PUBLIC, List.of("/pki/v1"),
                Listener.PEER, List.of("/gossip/v1", "/log/v1")));
    }

    @Produces
    @Singleton
    FileStores stores(NodeConfig config) {
        return new FileStores(config.dataDir());
    }

    @Produces
    @Singleton
    OwnIdentityStore ownIdentity(FileStores stores) {
        return stores.ownIdentity();
    }

    @Produces
    @Singleton
    RegistryProjection projection(FoundationNode foundation, NodeConfig node) {
        return new RegistryProjection(
                foundation.root(),
                node.mode() == NodeMode.DEV
                        ? EndpointTypesFormat.developmentTable()
                        : EndpointTypesFormat.defaultTable());
    }

    @Produces
    @Singleton
    Commits commits(EventLog log, FileStores stores, RegistryProjection projection) {
        return new Commits(log, stores.forkEvidence(), projection);
    }

    @Produces
    @Singleton
    EventVerifier verifier(FoundationNode foundation) {
        return new EventVerifier(foundation.network(), foundation.root());
    }

    @Produces
    @Singleton
    IngestEvents ingest(EventVerifier verifier, InstantSource clock, Commits commits) {
        return new IngestEvents(verifier, clock, commits);
    }

    @Produces
    @Singleton
    Announcements announcements(EventLog log, FileStores stores, Announcer announcer) {
        return new Announcements(log, stores.announcementMark(), announcer);
    }

    void close(@Disposes Announcements announcements) {
        announcements.close();
    }

    @Produces
    @Singleton
    VendorWriters writers(
            FoundationNode foundation,
            IngestEvents ingest,
            RegistryProjection projection,
            InstantSource clock,
            WriterGate gate) {
        return new VendorWriters(foundation.network(), ingest, projection, clock, gate);
    }

    @Produces
    @Singleton
    IssuedContracts issuedContracts(FileStores stores) {
        return new IssuedContracts(stores.issuedContracts());
    }

    @Produces
    @Singleton
    VendorWriter vendorWriter(
            VendorWriters writers,
            KeyCustodian custodian,
            OwnIdentityStore identity,
            IssuedContracts contracts,
            PeerEndpoint peerEndpoint) {
        return writers.writer(custodian, identity, contracts, peerEndpoint::address);
    }

    @Produces
    @Singleton
    FoundationWriter foundationWriter(VendorWriters writers, KeyCustodian custodian, OwnIdentityStore identity) {
        return writers.foundation(custodian, identity);
    }
}
