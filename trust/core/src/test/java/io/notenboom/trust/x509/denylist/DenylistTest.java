// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509.denylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.SubjectName;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenylistTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String REASON = "key in other hands";

    private final KeyPair signing = pair("Ed25519");
    private final JwsSigner signer = JwsSigner.inMemory(SignatureAlgorithm.EDDSA, signing.getPrivate());
    private final KeyPair rootKey = p256();
    private final JwsSigner root = JwsSigner.inMemory(SignatureAlgorithm.ES256, rootKey.getPrivate());
    private final X509Certificate foundation = CertificateIssuer.foundation("test", rootKey.getPublic(), root, NOW);
    private final X509Certificate first = node("90000011");
    private final X509Certificate second = node("90000012");

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate node(String kvk) {
        return CertificateIssuer.of(foundation, root)
                .certificateAuthority(SubjectName.ofVendor("Vendor " + kvk, "CA", kvk), p256().getPublic(), NOW);
    }

    private String list(long number, X509Certificate... denied) {
        return Denylist.sign(entries(denied), number, NOW, null, signer);
    }

    private static List<DenylistEntry> entries(X509Certificate... denied) {
        return List.of(denied).stream()
                .map(certificate -> DenylistEntry.of(certificate, REASON))
                .toList();
    }

    private Denylist verified(String text) {
        return Denylist.verify(text, List.of(signing.getPublic()), NOW);
    }

    @Test
    void oneCertificateIsDeniedAndNoOtherOfItsIssuer() {
        Denylist list = verified(list(1, first));
        assertThat(list.entryFor(first)).map(DenylistEntry::reason).contains(REASON);
        assertThat(list.entryFor(second)).isEmpty();
        assertThat(list.entryFor(foundation)).isEmpty();
    }

    @Test
    void aListInThePublishedFormIsTaken() {
        String payload = new String(Denylist.json(entries(first)), StandardCharsets.UTF_8);
        assertThat(payload)
                .startsWith("[{\"issuer\":\"")
                .contains("\"serialnumber\":\"" + first.getSerialNumber() + "\"")
                .contains("\"jwkthumbprint\":\"" + Jwk.of(first.getPublicKey()).thumbprint() + "\"");
        String published = Jws.sign(Map.of(), payload.getBytes(StandardCharsets.UTF_8), signer)
                .serialized();
        Denylist list = verified(published + "\n");
        assertThat(list.number()).isEmpty();
        assertThat(list.entryFor(first)).isPresent();
        assertThat(verified(list(1)).mayFollow(list)).isTrue();
    }

    @Test
    void namesAreComparedAsNames() {
        DenylistEntry entry = DenylistEntry.of(first, REASON);
        String issuer = first.getIssuerX500Principal().getName();
        assertThat(withIssuer(entry, issuer.replace(",", " , ").toLowerCase(java.util.Locale.ROOT)))
                .isPresent();
        assertThat(withIssuer(entry, "CN=Another CA")).isEmpty();
        assertThat(withIssuer(entry, "no name at all")).isPresent();
    }

    private Optional<DenylistEntry> withIssuer(DenylistEntry entry, String issuer) {
        DenylistEntry other = new DenylistEntry(issuer, entry.serialNumber(), entry.jwkThumbprint(), entry.reason());
        return verified(Denylist.sign(List.of(other), 1, NOW, null, signer)).entryFor(first);
    }

    @Test
    void anOlderListDoesNotTakeThePlaceOfANewerOne() {
        Denylist known = verified(list(7, first));
        assertThat(verified(list(6)).mayFollow(known)).isFalse();
        assertThat(verified(list(7)).mayFollow(known))
                .as("another list with the number")
                .isFalse();
        assertThat(verified(list(7, first)).mayFollow(known))
                .as("the same list")
                .isTrue();
        assertThat(verified(list(8)).mayFollow(known)).isTrue();
        String unnumbered = Jws.sign(Map.of(), "[]".getBytes(StandardCharsets.UTF_8), signer)
                .serialized();
        assertThat(verified(unnumbered).mayFollow(known)).isFalse();
    }

    @Test
    void aListThatEndedIsNotTakenAnew() {
        String text = Denylist.sign(entries(first), 1, NOW, Duration.ofDays(1), signer);
        assertThat(verified(text).isCurrent(NOW)).isTrue();
        Instant later = NOW.plus(Duration.ofDays(2));
        assertThatThrownBy(() -> Denylist.verify(text, List.of(signing.getPublic()), later)
                        .number())
                .hasMessageContaining("has ended");
        Denylist kept = Denylist.verifyKept(text, List.of(signing.getPublic()));
        assertThat(kept.isCurrent(later)).isFalse();
        assertThat(kept.entryFor(first)).isPresent();
    }

    @Test
    void aListOfTheFutureIsRefused() {
        String text = Denylist.sign(List.of(), 1, NOW.plus(Duration.ofHours(1)), null, signer);
        assertThatThrownBy(() -> verified(text).number()).hasMessageContaining("future");
    }

    @Test
    void onlyPinnedEd25519KeysCount() {
        String foreign = Denylist.sign(
                entries(first),
                1,
                NOW,
                null,
                JwsSigner.inMemory(SignatureAlgorithm.EDDSA, pair("Ed25519").getPrivate()));
        assertThatThrownBy(() -> verified(foreign).number()).hasMessageContaining("known key");
        KeyPair ec = p256();
        String withEc =
                Denylist.sign(List.of(), 1, NOW, null, JwsSigner.inMemory(SignatureAlgorithm.ES256, ec.getPrivate()));
        assertThatThrownBy(() ->
                        Denylist.verify(withEc, List.of(ec.getPublic()), NOW).number())
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void whoSignedWithEitherOfTwoKeysIsBelieved() {
        KeyPair next = pair("Ed25519");
        String text = Denylist.sign(
                entries(first), 1, NOW, null, JwsSigner.inMemory(SignatureAlgorithm.EDDSA, next.getPrivate()));
        assertThat(Denylist.verify(text, List.of(signing.getPublic(), next.getPublic()), NOW)
                        .entryFor(first))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{\"issuer\":\"CN=a\"}]",
                "[{\"issuer\":\"CN=a\",\"serialnumber\":\"x\",\"jwkthumbprint\":\"" + "A43" + "\"}]",
                "[{\"issuer\":\"CN=a\",\"serialnumber\":1,\"jwkthumbprint\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]",
                "not json"
            })
    void whatIsNoListIsRefusedAsAWhole(String payload) {
        String text = Jws.sign(Map.of(), payload.getBytes(StandardCharsets.UTF_8), signer)
                .serialized();
        assertThatThrownBy(() -> verified(text).number()).isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void keysAreReadFromPemAndJwks() {
        String jwk = Jwk.of(signing.getPublic()).json().toString();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(signing.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (String text : List.of(jwk, "{\"keys\":[" + jwk + "]}", pem)) {
            assertThat(Denylist.verify(list(1, first), DenylistKeys.read(text), NOW)
                            .entryFor(first))
                    .isPresent();
        }
        String ec = Jwk.of(p256().getPublic()).json().toString();
        for (String text : List.of(
                "", "{}", "{\"keys\":[]}", ec, "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n")) {
            assertThatThrownBy(() -> DenylistKeys.read(text)).isInstanceOf(UnfitCertificateInputException.class);
        }
    }
}
