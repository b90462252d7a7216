// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.scenario;

import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The Foundation, issuing events into its own stream. */
public final class TestFoundation {

    private final TestNetwork network;
    private final TestVendor stream;

    TestFoundation(TestNetwork network) {
        this.network = network;
        this.stream = new TestVendor(network, "", network.root());
    }

    /** Issues the genesis. */
    public String register(Instant issuedAt) {
        return issue(new FoundationRegistration("test", rootText()), issuedAt, network.root());
    }

    /** A certificate for operations, issued by the root. */
    public Identity operationsCertificate(String name, Instant from) {
        return TestCertificates.issue(
                new TestCertificates.Wish(
                        "CN=" + name, KeyUsage.digitalSignature, -1, from, from.plusSeconds(365L * 86_400), null),
                network.root());
    }

    /** Delegates to an operations certificate. */
    public String delegate(Identity operations, Instant issuedAt) {
        return issue(
                new FoundationRegistration("test", rootText(), Pem.write(operations.certificate())),
                issuedAt,
                network.root());
    }

    /** Revokes a certificate after a place in a stream. */
    public String revoke(Identity revoked, EventId stream, long lastSequence, Instant issuedAt, Identity signer) {
        return issue(
                new CertificateRevocation(
                        Fingerprints.x5tS256(revoked.certificate()),
                        "key stolen",
                        new CertificateRevocation.Cutoff(stream, lastSequence)),
                issuedAt,
                signer);
    }

    /** Resolves a fork. */
    public String resolve(EventId stream, long sequence, EventId winner, Instant issuedAt, Identity signer) {
        return issue(new ForkResolution(stream, sequence, winner), issuedAt, signer);
    }

    /** Issues an event as the next one of the stream. */
    public String issue(RegistryEvent payload, Instant issuedAt, Identity signer) {
        return stream.issue(payload, issuedAt, signer);
    }

    /** The stream itself, for events in odd places. */
    public TestVendor stream() {
        return stream;
    }

    private String rootText() {
        return Pem.write(List.of(network.root().certificate()));
    }
}
