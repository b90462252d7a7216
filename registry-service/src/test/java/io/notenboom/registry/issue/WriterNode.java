// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.contract.IssuedContractStore;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.FoundationAuthority;
import io.notenboom.registry.enrolment.NodeIdentity;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A node of the Foundation that is a vendor too, with the writers of both, on a folder. */
public final class WriterNode implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    public final InMemoryCustodian custodian;
    public final OwnIdentityStore identity;
    final FoundationAuthority foundation;
    public final EventLog log;
    public final RegistryProjection projection;
    public final IngestEvents ingest;
    public final IssuedContracts contracts;
    public final VendorWriter vendor;
    public final FoundationWriter foundationWriter;
    final FakePeers peers = new FakePeers();
    final FakeFence fence = new FakeFence();
    private volatile Instant now;

    public WriterNode(Path folder) {
        this(folder, store -> store);
    }

    /** @param stored what comes between the node and the store of its contracts */
    public WriterNode(Path folder, UnaryOperator<IssuedContractStore> stored) {
        this(folder, keys(), stored, START);
    }

    private static InMemoryCustodian keys() {
        InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            for (int i = 0; i < 4; i++) {
                var unused = custodian.create(purpose);
            }
        }
        return custodian;
    }

    private WriterNode(
            Path folder, InMemoryCustodian custodian, UnaryOperator<IssuedContractStore> stored, Instant at) {
        this(folder, custodian, new FileStores(folder).ownIdentity(), stored, at);
    }

    private WriterNode(
            Path folder,
            InMemoryCustodian custodian,
            OwnIdentityStore identity,
            UnaryOperator<IssuedContractStore> stored,
            Instant at) {
        this.now = at;
        this.custodian = custodian;
        this.identity = identity;
        FileStores stores = new FileStores(folder);
        this.foundation = FoundationAuthority.start(custodian, identity, () -> now, "test");
        this.log = stores.eventLog(WriterNode::read);
        this.projection = new RegistryProjection(foundation.root(), EndpointTypesFormat.defaultTable());
        Commits commits = new Commits(log, stores.forkEvidence(), projection);
        NetworkId network = NetworkId.of(foundation.root().getPublicKey(), "test");
        this.ingest = new IngestEvents(new EventVerifier(network, foundation.root()), () -> now, commits);
        ingest.start();
        VendorWriters writers = new VendorWriters(
                network, ingest, projection, () -> now, new WriterGate(peers, ingest, fence, () -> now));
        this.contracts = new IssuedContracts(stored.apply(stores.issuedContracts()));
        this.vendor = writers.writer(custodian, identity, contracts, () -> Optional.of("https://localhost:1"));
        this.foundationWriter = writers.foundation(custodian, identity);
    }

    /** Another node with the keys and certificates of this one, and an empty log. */
    WriterNode restored(Path folder) {
        return new WriterNode(folder, custodian, identity, store -> store, now);
    }

    /** The same node, started again. */
    public WriterNode startedAgain(Path folder) {
        log.close();
        return new WriterNode(folder, custodian, store -> store, now);
    }

    /** Something happens each time an event is about to be appended. */
    public void beforeEachEvent(Runnable what) {
        fence.asked = what;
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public void setTime(Instant time) {
        now = time;
    }

    /** Enrols the vendor, again with another key if it was before. */
    public OwnCertificate enrol(EnrolmentKind kind) {
        KeyId key = custodian.claim(kind.purpose());
        X509Certificate certificate = foundation.issueCa(kind, "Leverancier A", "11111111", custodian.publicKey(key));
        OwnEnrolment enrolment = new OwnEnrolment(
                kind,
                key,
                "Leverancier A",
                "11111111",
                "",
                "",
                EnrolmentStatus.ACCEPTED,
                null,
                null,
                List.of(certificate),
                null,
                null);
        identity.save(enrolment);
        OwnCertificate own = new OwnCertificate(key, List.of(certificate));
        if (kind == EnrolmentKind.NODE_CA) {
            var unused = new NodeIdentity(custodian, identity, () -> now, "localhost").ensure(own);
        }
        return own;
    }

    @Override
    public void close() {
        log.close();
    }
}
