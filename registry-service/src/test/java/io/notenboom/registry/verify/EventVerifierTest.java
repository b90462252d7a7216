// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.NotUnderstood;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.scenario.TestCertificates;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.stream.SignerRole;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventVerifierTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    private final TestNetwork network = new TestNetwork();
    private final EventVerifier verifier =
            new EventVerifier(network.id(), network.root().certificate());
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private @Nullable VendorStream stream;

    @Test
    void theNextCaOfTheSameVendorTakesOverSignedByTheOldOneOrByItself() {
        for (boolean byItself : new boolean[] {false, true}) {
            TestVendor another = network.vendor("Leverancier B", "22222222");
            stream = null;
            accepted(another.register(START));
            Identity next = another.nextCa(START);
            VerifiedEvent replaced =
                    accepted(another.replaceCa(next, byItself ? next : another.ca(), START.plusSeconds(1)));
            assertThat(replaced.introduced()).hasValueSatisfying(signer -> assertThat(signer.certificate())
                    .isEqualTo(next.certificate()));
            Identity contract = TestVendor.contractCertificate("Ziekenhuis", START, next);
            accepted(another.propose(UUID.randomUUID(), ORGANISATION, contract, START.plusSeconds(2)));
        }
    }

    @Test
    void whatIsVerifiedAgainCountsToo() throws Exception {
        UnverifiedEvent genesis = EventCodec.decode(vendor.register(START));
        VendorStream empty = new VendorStream(genesis.stream());
        assertThat(verifier.verify(verifier.claim(genesis, empty)).id()).isEqualTo(genesis.id());
        assertThat(verifier.verify(genesis, empty).id()).isEqualTo(genesis.id());
        assertThat(verifier.counts()).isEqualTo(new EventVerifier.Counts(2, 0));
        UnverifiedEvent forged =
                EventCodec.decode(genesis.signingInput() + "." + Base64Url.encode(new byte[] {1, 2, 3}));
        SignatureClaim claim = verifier.claim(forged, empty);
        assertThatThrownBy(() -> verifier.verify(claim)).hasMessage("signature-invalid");
        assertThat(verifier.counts()).isEqualTo(new EventVerifier.Counts(2, 1));
    }

    @Test
    void aCaOfAnotherVendorNeverTakesOver() {
        TestVendor other = network.vendor("Leverancier B", "22222222");
        accepted(vendor.register(START));
        VerifiedEvent introduced = accepted(vendor.replaceCa(other.ca(), vendor.ca(), START.plusSeconds(1)));
        assertThat(introduced.introduced()).isEmpty();
        refused(vendor.replaceCa(other.ca(), other.ca(), START.plusSeconds(2)), "signer-unknown");
    }

    @Test
    void theFoundationDelegatesToOperationsButForDelegatingItself() {
        TestFoundation foundation = network.foundation();
        accepted(foundation.register(START));
        Identity operations = foundation.operationsCertificate("Operations", START);
        VerifiedEvent delegated = accepted(foundation.delegate(operations, START.plusSeconds(1)));
        assertThat(delegated.introduced())
                .hasValueSatisfying(signer -> assertThat(signer.role()).isEqualTo(SignerRole.FOUNDATION_OPERATIONS));
        EndpointTypeTable table = new EndpointTypeTable(EndpointTypesFormat.defaultTable());
        VerifiedEvent signed = accepted(foundation.issue(table, START.plusSeconds(2), operations));
        assertThat(signed.signer().role()).isEqualTo(SignerRole.FOUNDATION_OPERATIONS);
        FoundationRegistration more = new FoundationRegistration(
                "test", Pem.write(List.of(network.root().certificate())));
        refused(foundation.issue(more, START.plusSeconds(3), operations), "signer-may-not-sign-this");
    }

    @Test
    void anOperationsCertificateHasToBeOneOfTheRoot() {
        TestFoundation foundation = network.foundation();
        accepted(foundation.register(START));
        for (Identity unfit : List.of(
                vendor.contractCertificate("Ziekenhuis", START),
                new TestNetwork().foundation().operationsCertificate("Operations", START),
                vendor.ca())) {
            VerifiedEvent delegated = accepted(foundation.delegate(unfit, START.plusSeconds(1)));
            assertThat(delegated.introduced()).isEmpty();
        }
    }

    @Test
    void laterVersionsOfATypeIntroduceTheirSignersLikeThisOne() throws MalformedEventException {
        VendorRegistration payload = new VendorRegistration(
                vendor.oid(), "Leverancier A", Pem.write(List.of(vendor.ca().certificate())));
        EventHeader header = new EventHeader(
                "ES256",
                network.id().value(),
                null,
                0,
                null,
                START,
                VendorRegistration.TYPE,
                2,
                Fingerprints.x5tS256(vendor.ca().certificate()));
        VerifiedEvent genesis = accepted(TestVendor.sign(EventCodec.signingInput(header, payload), vendor.ca()));
        assertThat(genesis.payload()).isInstanceOf(NotUnderstood.class);
        assertThat(genesis.introduced()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES384", "PS256"})
    void readsTheOtherAlgorithms(String algorithm) throws GeneralSecurityException {
        KeyPair keys = algorithm.equals("PS256") ? TestCertificates.rsaKeys() : TestCertificates.keys("secp384r1");
        Identity ca = TestCertificates.issue(
                TestCertificates.vendorCa("CN=A,O=A,C=NL,SERIALNUMBER=11111111", START), network.root(), keys);
        String input = genesis(algorithm, ca);
        accepted(EventCodec.compact(input, signature(algorithm, keys, input)));
        stream = null;
        refused(EventCodec.compact(genesis("ES256", ca), signature(algorithm, keys, input)), "signature-invalid");
    }

    private String genesis(String algorithm, Identity ca) {
        EventHeader header = new EventHeader(
                algorithm,
                network.id().value(),
                null,
                0,
                null,
                START,
                VendorRegistration.TYPE,
                1,
                Fingerprints.x5tS256(ca.certificate()));
        return EventCodec.signingInput(header, new VendorRegistration(vendor.oid(), "A", Pem.write(ca.certificate())));
    }

    private static byte[] signature(String algorithm, KeyPair keys, String input) throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(algorithm.equals("PS256") ? "RSASSA-PSS" : "SHA384withECDSAinP1363Format");
        if (algorithm.equals("PS256")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(keys.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    private VerifiedEvent accepted(String compact) {
        try {
            UnverifiedEvent event = EventCodec.decode(compact);
            VendorStream known = stream == null ? new VendorStream(event.stream()) : stream;
            stream = known;
            VerifiedEvent verified = verifier.verify(event, known);
            Instant issuedAt = event.header().issuedAt();
            if (event.header().sequence() == known.size()) {
                known.append(
                        event.id(),
                        known.size(),
                        issuedAt,
                        verified.introduced().orElse(null));
            }
            return verified;
        } catch (MalformedEventException | VerificationFailedException e) {
            throw new AssertionError(e);
        }
    }

    private void refused(String compact, String code) {
        assertThatThrownBy(() -> {
                    UnverifiedEvent event = EventCodec.decode(compact);
                    VendorStream known = stream == null ? new VendorStream(event.stream()) : stream;
                    assertThat(verifier.verify(event, known)).isNull();
                })
                .isInstanceOfSatisfying(VerificationFailedException.class, e -> assertThat(e.code())
                        .isEqualTo(code));
    }
}
