// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.history;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.SubjectName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A Foundation and vendors, each with a valid stream: contracts, and ten endpoints for each. */
final class SampleNetwork {

    private static final int VENDORS = 20;
    private static final int ENDPOINTS = 10;
    private static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";

    private final Instant start;
    private final Holder root;
    private final NetworkId network;

    /** A certificate with its key. */
    private record Holder(X509Certificate certificate, JwsSigner signer) {}

    SampleNetwork(Instant start) throws GeneralSecurityException {
        this.start = start;
        KeyPair keys = keys();
        JwsSigner signer = JwsSigner.inMemory(SignatureAlgorithm.ES256, keys.getPrivate());
        this.root = new Holder(CertificateIssuer.foundation("bench", keys.getPublic(), signer, start), signer);
        this.network = NetworkId.of(keys.getPublic(), "bench");
    }

    NetworkId network() {
        return network;
    }

    X509Certificate root() {
        return root.certificate();
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** This many events, of all streams in turns. */
    List<String> history(int events) {
        int each = (events + VENDORS - 1) / VENDORS;
        List<List<String>> streams = IntStream.range(0, VENDORS)
                .parallel()
                .mapToObj(number -> new Vendor(number).stream(each))
                .toList();
        return IntStream.range(0, each)
                .boxed()
                .flatMap(place -> streams.stream().map(stream -> stream.get(place)))
                .limit(events)
                .toList();
    }

    private final class Vendor {

        private final String kvk;
        private final String oid;
        private final Holder ca;
        private final List<String> events = new ArrayList<>();
        private EventId genesis = new EventId("A".repeat(43));
        private EventId last = genesis;

        private Vendor(int number) {
            this.kvk = Integer.toString(20_000_000 + number);
            this.oid = "urn:oid:1.3.6.1.4.1.54851.4:" + kvk;
            this.ca = issued(keys -> CertificateIssuer.of(root.certificate(), root.signer())
                    .certificateAuthority(
                            SubjectName.ofVendor("Leverancier " + kvk, "CA", kvk), keys.getPublic(), start));
        }

        private List<String> stream(int wanted) {
            add(new VendorRegistration(oid, "Leverancier " + kvk, Pem.write(ca.certificate())), ca);
            while (events.size() < wanted) {
                contract();
            }
            return List.copyOf(events.subList(0, wanted));
        }

        private void contract() {
            String name = "Zorg " + events.size();
            String organisation = "urn:oid:2.16.840.1.113883.2.4.6.1:" + kvk + events.size();
            UUID id = UUID.randomUUID();
            Holder signer = issued(keys -> CertificateIssuer.of(ca.certificate(), ca.signer())
                    .contract(new SubjectName(name, name, "Utrecht", "", "NL", "12345678"), keys.getPublic(), start));
            add(new ContractProposal(id, organisation, oid, start, null, Pem.write(signer.certificate())), signer);
            add(new ContractApproval(id), signer);
            for (int i = 0; i < ENDPOINTS; i++) {
                String location = "https://fhir-" + i + ".zorg.nl/" + kvk + "/" + events.size();
                add(
                        new EndpointRegistration(
                                organisation, oid, "urn:uuid:" + UUID.randomUUID(), FHIR, location, start, null),
                        signer);
            }
        }

        private void add(RegistryEvent payload, Holder signer) {
            boolean first = events.isEmpty();
            EventHeader header = new EventHeader(
                    "ES256",
                    network.value(),
                    first ? null : genesis,
                    events.size(),
                    first ? null : last,
                    start,
                    payload.type(),
                    1,
                    Fingerprints.x5tS256(signer.certificate()));
            String input = EventCodec.signingInput(header, payload);
            events.add(EventCodec.compact(input, signer.signer().sign(input.getBytes(StandardCharsets.US_ASCII))));
            last = EventId.ofSigningInput(input);
            genesis = first ? last : genesis;
        }
    }

    private interface Issuing {
        X509Certificate issue(KeyPair keys);
    }

    private static Holder issued(Issuing issuing) {
        try {
            KeyPair keys = keys();
            return new Holder(issuing.issue(keys), JwsSigner.inMemory(SignatureAlgorithm.ES256, keys.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has EC keys", e);
        }
    }
}
