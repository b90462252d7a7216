// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import static io.notenboom.registry.issue.WriterNode.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.decision.FoundationLedger;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.FoundationRegistration;
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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundationWriterTest {

    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:11111111";

    @TempDir
    Path folder;

    private WriterNode node;
    private OwnCertificate root;
    private OwnCertificate ca;
    private EventId vendor;

    @BeforeEach
    void registeredVendor() {
        node = new WriterNode(folder);
        root = node.identity.foundation().orElseThrow();
        ca = node.enrol(EnrolmentKind.VENDOR_CA);
        assertThat(node.enrol(EnrolmentKind.NODE_CA).chain()).isNotEmpty();
        vendor = new EventId(
                issued(node.vendor.register(VENDOR, "Leverancier A")).subject());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void issuesNothingBeforeItsStreamBegan() {
        assertThat(node.foundationWriter.publish(new EndpointTypes(List.of())))
                .isInstanceOf(IssueOutcome.NotReady.class);
    }

    @Test
    void publishesEndpointTypesOnce() {
        start();
        EndpointTypes none = new EndpointTypes(List.of());
        assertThat(issued(node.foundationWriter.publish(none)).isNew()).isTrue();
        assertThat(issued(node.foundationWriter.publish(none)).isNew()).isFalse();
        assertThat(node.projection.endpointTypes(START)).isEqualTo(none);
    }

    @Test
    void revokesACertificateAfterAPlaceOfAStream() {
        start();
        assertThat(node.foundationWriter.revoke(revocation(root, vendor, 0)))
                .isInstanceOfSatisfying(IssueOutcome.RefusedByRule.class, refused -> assertThat(refused.rule())
                        .isEqualTo(FoundationLedger.WHO_REVOKES));
        assertThat(node.foundationWriter.revoke(revocation(ca, new EventId("A".repeat(43)), 0)))
                .isInstanceOf(IssueOutcome.Unknown.class);
        assertThat(node.foundationWriter.revoke(revocation(ca, vendor, 2)))
                .isInstanceOf(IssueOutcome.RefusedByRule.class);
        assertThat(issued(node.foundationWriter.revoke(revocation(ca, vendor, 1)))
                        .isNew())
                .isTrue();
        assertThat(issued(node.foundationWriter.revoke(revocation(ca, vendor, 1)))
                        .isNew())
                .isFalse();
        assertThat(node.vendor.propose(VendorWriterTest.wish())).isInstanceOf(IssueOutcome.NotReady.class);
        assertThat(node.vendor.register(VENDOR, "Andere naam"))
                .isEqualTo(new IssueOutcome.NotTaken("certificate-revoked"));
        OwnCertificate next = node.enrol(EnrolmentKind.VENDOR_CA);
        assertThat(next).isNotEqualTo(ca);
        assertThat(issued(node.vendor.register(VENDOR, "Leverancier A")).subject())
                .isEqualTo(vendor.value());
        assertThat(issued(node.vendor.propose(VendorWriterTest.wish())).isNew()).isTrue();
    }

    @Test
    void resolvesAForkOnceWithAnEventThatIsKnownToStandThere() {
        start();
        EventId first = node.ingest.head(vendor).map(StreamHead::id).orElseThrow();
        assertThat(node.foundationWriter.resolve(new ForkResolution(vendor, 1, first)))
                .isInstanceOf(IssueOutcome.RefusedByRule.class);
        String rival = signed(new VendorRegistration(VENDOR, "Leverancier Twee", Pem.write(ca.chain())));
        assertThat(node.ingest.submit(List.of(rival)).getFirst()).isInstanceOf(IngestVerdict.Fork.class);
        assertThat(node.foundationWriter.resolve(new ForkResolution(vendor, 1, vendor)))
                .isInstanceOf(IssueOutcome.RefusedByRule.class);
        ForkResolution resolution = new ForkResolution(vendor, 1, first);
        assertThat(issued(node.foundationWriter.resolve(resolution)).isNew()).isTrue();
        assertThat(issued(node.foundationWriter.resolve(resolution)).isNew()).isFalse();
        assertThat(node.ingest.head(vendor)).contains(new StreamHead(vendor, 1, first, false));
        assertThat(node.projection.event(first).orElseThrow().standing()).isInstanceOf(ProjectionStanding.Valid.class);
    }

    @Test
    void beginsAnotherStreamWhenItsOwnHasAForkAndWhatWasDecidedBeforeCountsOn() {
        assertThat(node.foundationWriter.startAgain("test")).isInstanceOf(IssueOutcome.NotReady.class);
        start();
        EventId before = new EventId(issued(node.foundationWriter.publish(new EndpointTypes(List.of())))
                .subject());
        assertThat(issued(node.foundationWriter.startAgain("test")).isNew()).isFalse();
        FoundationRegistration rival =
                new FoundationRegistration("test", Pem.write(root.certificate()), Pem.write(root.certificate()));
        String twice = new EventSigner(
                        node.custodian, NetworkId.of(node.foundation.root().getPublicKey(), "test"))
                .sign(rival, new EventSigner.Place(before, 1, before, START), root, KeyPurpose.FOUNDATION_CA);
        assertThat(node.ingest.submit(List.of(twice)).getFirst()).isInstanceOf(IngestVerdict.Fork.class);
        assertThat(node.foundationWriter.publish(new EndpointTypes(List.of())))
                .isEqualTo(new IssueOutcome.NotTaken("stream-frozen"));
        node.setTime(START.plusSeconds(60));
        IssueOutcome.Issued again = issued(node.foundationWriter.startAgain("test"));
        assertThat(again.isNew()).isTrue();
        assertThat(again.subject()).isNotEqualTo(before.value());
        assertThat(issued(node.foundationWriter.startAgain("test")).isNew()).isFalse();
        assertThat(issued(node.foundationWriter.revoke(revocation(ca, vendor, 0)))
                        .isNew())
                .isTrue();
        assertThat(node.ingest.decisions().revocations().names(Fingerprints.x5tS256(ca.certificate())))
                .isTrue();
    }

    @Test
    void delegatesToCertificatesOfTheRootOnly() {
        start();
        assertThat(node.foundationWriter.delegate(ca.certificate(), "test"))
                .isInstanceOf(IssueOutcome.RefusedByRule.class);
    }

    private void start() {
        assertThat(issued(node.foundationWriter.start(root, "test")).isNew()).isTrue();
    }

    private static CertificateRevocation revocation(OwnCertificate certificate, EventId stream, long sequence) {
        return new CertificateRevocation(
                Fingerprints.x5tS256(certificate.certificate()),
                "key stolen",
                new CertificateRevocation.Cutoff(stream, sequence));
    }

    private String signed(RegistryEvent payload) {
        NetworkId network = NetworkId.of(node.foundation.root().getPublicKey(), "test");
        return new EventSigner(node.custodian, network)
                .sign(payload, new EventSigner.Place(vendor, 1, vendor, START), ca, KeyPurpose.VENDOR_CA);
    }

    private static IssueOutcome.Issued issued(IssueOutcome outcome) {
        assertThat(outcome).isInstanceOf(IssueOutcome.Issued.class);
        return (IssueOutcome.Issued) outcome;
    }
}
