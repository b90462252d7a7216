// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import static io.notenboom.registry.issue.WriterNode.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.contract.ContractWish;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VendorWriterTest {

    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:11111111";
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";

    @TempDir
    Path folder;

    private WriterNode node;

    @BeforeEach
    void enrolled() {
        node = new WriterNode(folder);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void issuesTheFourEventsOfTheSeedAndNothingTwice() {
        enrol();
        assertThat(issued(node.vendor.register(VENDOR, "Leverancier A")).isNew())
                .isTrue();
        var contract = issued(node.vendor.propose(wish()));
        UUID contractId = UUID.fromString(contract.subject());
        var approval = issued(node.vendor.approve(contractId));
        var endpoint = issued(node.vendor.endpoint(endpoint(null, "https://fhir.example.nl/")));
        long size = node.log.size();
        assertThat(size).isEqualTo(5);
        assertThat(issued(node.vendor.register(VENDOR, "Leverancier A")).isNew())
                .isFalse();
        assertThat(issued(node.vendor.propose(wish())).events()).isEqualTo(contract.events());
        assertThat(issued(node.vendor.approve(contractId)).events()).isEqualTo(approval.events());
        assertThat(issued(node.vendor.endpoint(endpoint(endpoint.subject(), "https://fhir.example.nl/")))
                        .isNew())
                .isFalse();
        assertThat(node.log.size()).isEqualTo(size);
        assertThat(node.projection.endpoints(ORGANISATION, START)).hasSize(1);
    }

    @Test
    void asksForWhatHasToBeThereFirst() {
        assertThat(node.vendor.register(VENDOR, "Leverancier A")).isInstanceOf(IssueOutcome.NotReady.class);
        enrol();
        assertThat(node.vendor.propose(wish())).isInstanceOf(IssueOutcome.NotReady.class);
        assertThat(node.vendor.approve(UUID.randomUUID())).isInstanceOf(IssueOutcome.Unknown.class);
        issued(node.vendor.register(VENDOR, "Leverancier A"));
        assertThat(node.vendor.endpoint(endpoint(null, "https://fhir.example.nl/")))
                .isInstanceOfSatisfying(IssueOutcome.RefusedByRule.class, refused -> assertThat(refused.rule())
                        .isEqualTo("is-there-an-approved-contract"));
        assertThat(node.log.size()).isEqualTo(2);
    }

    @Test
    void goesOnInItsOwnStreamWithTheNextCa() {
        enrol();
        EventId stream = stream(node.vendor.register(VENDOR, "Leverancier A"));
        OwnCertificate next = node.enrol(EnrolmentKind.VENDOR_CA);
        var registered = issued(node.vendor.register(VENDOR, "Leverancier A"));
        assertThat(registered.subject()).isEqualTo(stream.value());
        assertThat(registered.events().getFirst().sequence()).isEqualTo(2);
        assertThat(node.projection.event(registered.events().getFirst().id()).orElseThrow())
                .satisfies(event -> assertThat(event.standing()).isInstanceOf(ProjectionStanding.Valid.class))
                .satisfies(event -> assertThat(event.header().signerThumbprint())
                        .isEqualTo(Fingerprints.x5tS256(next.certificate())));
        UUID contract = UUID.fromString(issued(node.vendor.propose(wish())).subject());
        assertThat(issued(node.vendor.approve(contract)).isNew()).isTrue();
        assertThat(node.projection.vendors()).hasSize(1);
    }

    @Test
    void signsNothingForAStreamWithAFork() {
        OwnCertificate ca = enrol();
        EventId stream = stream(node.vendor.register(VENDOR, "Leverancier A"));
        EventId genesis = node.ingest.head(stream).map(StreamHead::stream).orElseThrow();
        String rival =
                signed(new VendorRegistration(VENDOR, "Leverancier Twee", Pem.write(ca.chain())), genesis, ca, START);
        assertThat(node.ingest.submit(List.of(rival)).getFirst()).isInstanceOf(IngestVerdict.Fork.class);
        assertThat(node.vendor.propose(wish())).isEqualTo(new IssueOutcome.NotTaken("stream-frozen"));
        assertThat(node.ingest.forks()).hasSize(1);
    }

    @Test
    void anOwnEventWhosePlaceIsTakenIsNoFork() {
        OwnCertificate ca = enrol();
        EventId stream = stream(node.vendor.register(VENDOR, "Leverancier A"));
        String late = signed(new ContractApproval(UUID.randomUUID()), stream, ca, START);
        assertThat(node.ingest.append(late, () -> true)).isEqualTo(new IngestVerdict.Rejected("place-is-taken"));
        assertThat(node.ingest.forks()).isEmpty();
        assertThat(node.ingest.head(stream))
                .hasValueSatisfying(head -> assertThat(head.forked()).isFalse());
    }

    @Test
    void startsTheFoundationsStreamOnce() {
        OwnCertificate root = node.identity.foundation().orElseThrow();
        var first = issued(node.foundationWriter.start(root, "test"));
        var again = issued(node.foundationWriter.start(root, "test"));
        assertThat(again.subject()).isEqualTo(first.subject());
        assertThat(again.isNew()).isFalse();
        assertThat(node.log.size()).isEqualTo(1);
    }

    private OwnCertificate enrol() {
        OwnCertificate ca = node.enrol(EnrolmentKind.VENDOR_CA);
        assertThat(node.enrol(EnrolmentKind.NODE_CA).chain()).isNotEmpty();
        return ca;
    }

    /** An event for the place after the genesis. */
    private String signed(RegistryEvent payload, EventId stream, OwnCertificate signer, Instant at) {
        NetworkId network = NetworkId.of(node.foundation.root().getPublicKey(), "test");
        return new EventSigner(node.custodian, network)
                .sign(payload, new EventSigner.Place(stream, 1, stream, at), signer, KeyPurpose.VENDOR_CA);
    }

    static ContractWish wish() {
        return new ContractWish(
                ORGANISATION, "Ziekenhuis de Linde", null, "Utrecht", "Utrecht", "NL", "12345678", null, null);
    }

    private static EndpointWish endpoint(String id, String location) {
        return new EndpointWish(ORGANISATION, id, FHIR, location, null, null);
    }

    private static EventId stream(IssueOutcome outcome) {
        return new EventId(issued(outcome).subject());
    }

    private static IssueOutcome.Issued issued(IssueOutcome outcome) {
        assertThat(outcome).isInstanceOf(IssueOutcome.Issued.class);
        return (IssueOutcome.Issued) outcome;
    }
}
