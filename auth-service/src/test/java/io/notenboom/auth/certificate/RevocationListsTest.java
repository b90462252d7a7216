// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.CertificateRevocationCheck.Outcome;
import io.notenboom.trust.x509.RevocationListIssuer;
import io.notenboom.trust.x509.RevocationListIssuer.Reason;
import io.notenboom.trust.x509.RevocationListIssuer.Revoked;
import io.notenboom.trust.x509.SubjectName;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationListsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final URI ROOT_LIST = URI.create("http://ca.example/root.crl");
    private static final URI AUTHORITY_LIST = URI.create("http://ca.example/authority.crl");
    private static final Duration DAY = Duration.ofDays(1);

    private final SettableClock clock = new SettableClock(NOW);
    private final KeyPair rootKey = pair();
    private final KeyPair authorityKey = pair();
    private final KeyPair otherKey = pair();
    private final X509Certificate root = CertificateIssuer.foundation("ca", rootKey.getPublic(), signer(rootKey), NOW);
    private final X509Certificate authority = CertificateIssuer.of(root, signer(rootKey))
            .publishingAt(ROOT_LIST)
            .certificateAuthority(SubjectName.ofVendor("Authority", "CA", "90000011"), authorityKey.getPublic(), NOW);
    private final X509Certificate leaf = leaf(AUTHORITY_LIST);
    private final CertificateChain chain = CertificateChain.verify(List.of(leaf, authority, root), NOW);
    private final Map<URI, byte[]> published = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();
    private final RevocationLists lists = new RevocationLists(this::fetch, false, clock);

    @Test
    void everyCertificateBelowTheRootIsLookedUpOnceAnHour() {
        publish(1, DAY, List.of());

        assertThat(check()).isEqualTo(Outcome.GOOD);
        assertThat(check()).isEqualTo(Outcome.GOOD);
        assertThat(asked).containsExactly(ROOT_LIST, AUTHORITY_LIST);
        clock.advance(Duration.ofHours(1));
        assertThat(check()).isEqualTo(Outcome.GOOD);
        assertThat(asked).hasSize(4);
    }

    @Test
    void aRevokedCertificateIsToldWithinTheHour() {
        publish(1, DAY, List.of());
        assertThat(check()).isEqualTo(Outcome.GOOD);

        publish(2, DAY, List.of(leaf));
        clock.advance(Duration.ofHours(1));
        assertThat(check()).isEqualTo(Outcome.REVOKED);
    }

    @Test
    void aRevokedAuthorityRevokesWhatItIssued() {
        publish(1, DAY, List.of());
        published.put(ROOT_LIST, list(root, rootKey, 1, DAY, List.of(authority)));
        published.remove(AUTHORITY_LIST);

        assertThat(check()).isEqualTo(Outcome.REVOKED);
    }

    @Test
    void withoutAListThereIsNoTrust() {
        assertThat(check()).isEqualTo(Outcome.UNKNOWN);
        publish(1, DAY, List.of());
        published.remove(AUTHORITY_LIST);
        clock.advance(Duration.ofSeconds(10));
        assertThat(check()).isEqualTo(Outcome.UNKNOWN);
        // signed by another key under the same name
        published.put(
                AUTHORITY_LIST,
                list(
                        CertificateIssuer.of(root, signer(rootKey))
                                .certificateAuthority(
                                        SubjectName.ofVendor("Authority", "CA", "90000011"), otherKey.getPublic(), NOW),
                        otherKey,
                        1,
                        DAY,
                        List.of()));
        clock.advance(Duration.ofSeconds(10));
        assertThat(check()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aCopyCountsUntilItEndsAndNoLonger() {
        publish(1, DAY, List.of());
        assertThat(check()).isEqualTo(Outcome.GOOD);
        published.clear();

        clock.advance(DAY.minusSeconds(1));
        assertThat(check()).isEqualTo(Outcome.GOOD);
        clock.advance(Duration.ofSeconds(11));
        assertThat(check()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void anOlderListDoesNotBringARevokedCertificateBack() {
        publish(2, DAY, List.of(leaf));
        assertThat(check()).isEqualTo(Outcome.REVOKED);

        publish(1, DAY, List.of());
        clock.advance(Duration.ofHours(1));
        assertThat(check()).isEqualTo(Outcome.REVOKED);
    }

    @Test
    void aFailureIsRememberedForTenSeconds() {
        assertThat(check()).isEqualTo(Outcome.UNKNOWN);
        assertThat(check()).isEqualTo(Outcome.UNKNOWN);
        assertThat(asked).hasSize(2);
        clock.advance(Duration.ofSeconds(10));
        assertThat(check()).isEqualTo(Outcome.UNKNOWN);
        assertThat(asked).hasSize(4);
    }

    @Test
    void aCertificateThatNamesNoListIsForDevelopment() {
        publish(1, DAY, List.of());
        CertificateChain silent = CertificateChain.verify(List.of(leaf(null), authority, root), NOW);

        assertThat(lists.check(silent, NOW)).isEqualTo(Outcome.UNKNOWN);
        assertThat(new RevocationLists(this::fetch, true, clock).check(silent, NOW))
                .isEqualTo(Outcome.GOOD);
    }

    private Outcome check() {
        return lists.check(chain, clock.instant());
    }

    private Optional<byte[]> fetch(URI url) {
        asked.add(url);
        return Optional.ofNullable(published.get(url));
    }

    private void publish(int number, Duration validity, List<X509Certificate> revoked) {
        published.put(ROOT_LIST, list(root, rootKey, number, validity, List.of()));
        published.put(AUTHORITY_LIST, list(authority, authorityKey, number, validity, revoked));
    }

    private byte[] list(
            X509Certificate by, KeyPair key, int number, Duration validity, List<X509Certificate> certificates) {
        List<Revoked> revoked = certificates.stream()
                .map(one -> new Revoked(one.getSerialNumber(), NOW, Reason.KEY_COMPROMISE))
                .toList();
        return new RevocationListIssuer(by, signer(key))
                .issue(BigInteger.valueOf(number), clock.instant(), validity, revoked)
                .encoded();
    }

    private X509Certificate leaf(@Nullable URI list) {
        return CertificateIssuer.of(authority, signer(authorityKey))
                .publishingAt(list)
                .nodeIdentity(
                        SubjectName.ofVendor("Oost", "Server", "90000011"),
                        otherKey.getPublic(),
                        List.of("oost.example"),
                        NOW);
    }

    private static JwsSigner signer(KeyPair key) {
        return JwsSigner.inMemory(SignatureAlgorithm.ES256, key.getPrivate());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
