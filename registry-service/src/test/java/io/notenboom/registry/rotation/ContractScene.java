// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import static io.notenboom.registry.issue.WriterNode.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.contract.ContractWish;
import io.notenboom.registry.contract.IssuedContractStore;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.issue.EndpointWish;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.WriterNode;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A vendor with a contract and its endpoint, on a node whose log and rules are the real ones. */
final class ContractScene implements AutoCloseable {

    static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    static final String ENDPOINT = "urn:uuid:0e2a6b1c-6a0b-4a0f-9a55-0f4f7f1f2d11";
    static final Instant TWO_THIRDS = Instant.parse("2028-01-06T09:00:00Z");
    static final Instant AFTER_THE_FIRST = Instant.parse("2029-01-06T09:00:00Z");
    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:11111111";
    private static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";

    final List<String> journal = new ArrayList<>();
    private volatile Instant now = START;
    WriterNode node;
    ContractCertificates certificates;
    private final Path folder;

    ContractScene(Path folder) {
        this(folder, store -> store);
    }

    ContractScene(Path folder, UnaryOperator<IssuedContractStore> stored) {
        this.folder = folder;
        this.node = new WriterNode(folder, stored);
        this.certificates = certificates();
        OwnCertificate foundation = node.identity.foundation().orElseThrow();
        assertThat(issued(node.foundationWriter.start(foundation, "test")).isNew())
                .isTrue();
        enrol();
    }

    private void enrol() {
        assertThat(node.enrol(EnrolmentKind.VENDOR_CA).chain()).isNotEmpty();
        assertThat(node.enrol(EnrolmentKind.NODE_CA).chain()).isNotEmpty();
        assertThat(issued(node.vendor.register(VENDOR, "Leverancier A")).events())
                .isNotEmpty();
    }

    private ContractCertificates certificates() {
        return new ContractCertificates(
                node.vendor,
                node.contracts,
                node.projection,
                (what, object) -> journal.add(what + " " + object),
                () -> now);
    }

    void setTime(Instant time) {
        now = time;
        node.setTime(time);
    }

    void startAgain() {
        node = node.startedAgain(folder);
        certificates = certificates();
    }

    /** The Foundation gives the vendor's CA another key and certificate, which ends four years later. */
    void nextVendorCa() {
        enrol();
    }

    static ContractWish wish() {
        return wish((Instant) null);
    }

    static ContractWish wish(@Nullable Instant end) {
        return new ContractWish(
                ORGANISATION, "Ziekenhuis de Linde", null, "Utrecht", "Utrecht", "NL", "12345678", null, end);
    }

    /** For a unit of the organisation. */
    static ContractWish wish(String unit) {
        return new ContractWish(
                ORGANISATION, "Ziekenhuis de Linde", unit, "Utrecht", "Utrecht", "NL", "12345678", null, null);
    }

    UUID proposed(ContractWish wish) {
        return UUID.fromString(issued(node.vendor.propose(wish)).subject());
    }

    UUID approved(ContractWish wish) {
        UUID contract = proposed(wish);
        assertThat(issued(node.vendor.approve(contract)).events()).hasSize(1);
        return contract;
    }

    IssueOutcome endpoint(String location) {
        return node.vendor.endpoint(new EndpointWish(ORGANISATION, ENDPOINT, FHIR, location, null, null));
    }

    /** Thumbprint of the certificate that an event of the outcome is signed with; the rules let the event count. */
    String signerOf(IssueOutcome outcome) {
        EventVerdict event = event(issued(outcome).events().getLast().id());
        assertThat(event.standing()).isInstanceOf(ProjectionStanding.Valid.class);
        return event.header().signerThumbprint();
    }

    EventVerdict event(EventId id) {
        return node.projection.event(id).orElseThrow();
    }

    String thumbprint(UUID contract) {
        return Fingerprints.x5tS256(node.contracts.find(contract).orElseThrow().parsedCertificate());
    }

    static IssueOutcome.Issued issued(IssueOutcome outcome) {
        assertThat(outcome).isInstanceOf(IssueOutcome.Issued.class);
        return (IssueOutcome.Issued) outcome;
    }

    long proposals() {
        return count(ContractProposal.class);
    }

    long approvals() {
        return count(ContractApproval.class);
    }

    private long count(Class<? extends RegistryEvent> type) {
        AtomicInteger found = new AtomicInteger();
        node.projection.eachEvent((payload, standing) -> {
            if (type.isInstance(payload) && standing instanceof ProjectionStanding.Valid) {
                found.incrementAndGet();
            }
        });
        return found.get();
    }

    long keysInUse() {
        return node.custodian.list().stream()
                .filter(key -> key.purpose() == KeyPurpose.CONTRACT && key.claimed())
                .count();
    }

    /** Takes all keys for contracts that nobody uses. */
    void useUpKeys() {
        long unused = node.custodian.list().stream()
                .filter(key -> key.purpose() == KeyPurpose.CONTRACT && !key.claimed())
                .count();
        for (long i = 0; i < unused; i++) {
            assertThat(node.custodian.claim(KeyPurpose.CONTRACT).value()).isNotEmpty();
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
