// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.scenario;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/** A vendor that issues events into its own stream. */
public final class TestVendor {

    /** Endpoint type that the default table knows. */
    public static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";

    private final TestNetwork network;
    private final String oid;
    private final Identity ca;
    private final List<EventId> ids = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    TestVendor(TestNetwork network, String oid, Identity ca) {
        this.network = network;
        this.oid = oid;
        this.ca = ca;
    }

    /** OID of the vendor. */
    public String oid() {
        return oid;
    }

    /** Its CA. */
    public Identity ca() {
        return ca;
    }

    /** Id of its stream. */
    public EventId stream() {
        return ids.getFirst();
    }

    /** All its events, in order. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** Another writer with the same key: a thief, or a copy from a backup. */
    public TestVendor twin() {
        return new TestVendor(network, oid, ca);
    }

    /** Goes on from where another writer of the stream is now. */
    public void follow(TestVendor other) {
        ids.clear();
        ids.addAll(other.ids);
        events.clear();
        events.addAll(other.events);
    }

    /** Issues the genesis. */
    public String register(Instant issuedAt) {
        return issue(new VendorRegistration(oid, "Leverancier " + oid, Pem.write(ca.certificate())), issuedAt, ca);
    }

    /** Another CA certificate of the Foundation for the same subject. */
    public Identity nextCa(Instant from) {
        return TestCertificates.issue(
                TestCertificates.vendorCa(
                        X500Name.getInstance(ca.certificate()
                                        .getSubjectX500Principal()
                                        .getEncoded())
                                .toString(),
                        from),
                network.root());
    }

    /** Issues an event that puts another CA in the place of the one before, signed with a key that is given. */
    public String replaceCa(Identity next, Identity signer, Instant issuedAt) {
        return issue(
                new VendorRegistration(oid, "Leverancier " + oid, Pem.write(next.certificate())), issuedAt, signer);
    }

    /** A contract certificate of this vendor that fits the profile. */
    public Identity contractCertificate(String organisationName, Instant from) {
        return contractCertificate(organisationName, from, ca);
    }

    /** A contract certificate that fits the profile, issued by a CA. */
    public static Identity contractCertificate(String organisationName, Instant from, Identity issuer) {
        return TestCertificates.issue(
                TestCertificates.contract(
                        "CN=" + organisationName + ",O=" + organisationName + ",ST=Utrecht,C=NL,SERIALNUMBER=12345678",
                        from),
                issuer);
    }

    /** Issues a proposal without an end. */
    public String propose(UUID contract, String organisation, Identity certificate, Instant issuedAt) {
        return issue(
                new ContractProposal(contract, organisation, oid, issuedAt, null, Pem.write(certificate.certificate())),
                issuedAt,
                certificate);
    }

    /** Issues an approval. */
    public String approve(UUID contract, Identity certificate, Instant issuedAt) {
        return issue(new ContractApproval(contract), issuedAt, certificate);
    }

    /** Issues an endpoint without an end. */
    public String endpoint(String organisation, String id, Identity certificate, Instant issuedAt) {
        return issue(
                new EndpointRegistration(
                        organisation,
                        oid,
                        id,
                        FHIR,
                        "https://fhir.example.nl/" + issuedAt.getEpochSecond(),
                        issuedAt,
                        null),
                issuedAt,
                certificate);
    }

    /** Issues an event as the next one of the stream. */
    public String issue(RegistryEvent payload, Instant issuedAt, Identity signer) {
        String compact = sign(payload, ids.size(), ids.isEmpty() ? null : ids.getLast(), issuedAt, signer);
        events.add(compact);
        ids.add(EventId.ofSigningInput(compact.substring(0, compact.lastIndexOf('.'))));
        return compact;
    }

    /** Signs an event for any place, without taking it into the stream. */
    public String sign(
            RegistryEvent payload, long sequence, @Nullable EventId previous, Instant issuedAt, Identity signer) {
        EventHeader header = new EventHeader(
                "ES256",
                network.id().value(),
                sequence == 0 ? null : ids.getFirst(),
                sequence,
                previous,
                issuedAt,
                payload.type(),
                1,
                Fingerprints.x5tS256(signer.certificate()));
        return sign(EventCodec.signingInput(header, payload), signer);
    }

    /** Id of the event with a sequence. */
    public EventId id(int sequence) {
        return ids.get(sequence);
    }

    /** Puts a signature under a signing input. */
    public static String sign(String input, Identity signer) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(signer.keys().getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return EventCodec.compact(input, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
