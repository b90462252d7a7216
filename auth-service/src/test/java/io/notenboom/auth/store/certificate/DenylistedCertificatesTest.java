// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.revocation.Denylists;
import io.notenboom.kit.revocation.TrustDomain;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.CertificateRevocationCheck.Outcome;
import io.notenboom.trust.x509.RevocationPolicy;
import io.notenboom.trust.x509.SubjectName;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain behind did:x509 of which one certificate is on a denylist. */
class DenylistedCertificatesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(NOW);

    private static KeyPair pair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JwsSigner signer(KeyPair pair) {
        return JwsSigner.inMemory(SignatureAlgorithm.ES256, pair.getPrivate());
    }

    @Test
    void aChainWithADeniedCertificateIsRevokedAndOneWithoutAListIsUnknown() throws Exception {
        KeyPair rootKey = pair();
        X509Certificate root = CertificateIssuer.foundation("ca", rootKey.getPublic(), signer(rootKey), NOW);
        CertificateChain first = chain(root, rootKey, "90000011");
        CertificateChain second = chain(root, rootKey, "90000012");
        KeyPair listKey = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path file = folder.resolve("denylist.jws");
        try (Denylists lists = new Denylists(
                folder,
                clock,
                new Denylists.Settings(Duration.ofMinutes(5), Duration.ofHours(1)),
                Map.of(TrustDomain.CREDENTIALS, RevocationPolicy.HARD_FAIL))) {
            DenylistedCertificates check = new DenylistedCertificates(lists, (chain, now) -> Outcome.GOOD);
            assertThat(check.check(first, NOW)).as("no list is followed").isEqualTo(Outcome.GOOD);
            lists.watch("test", file, List.of(listKey.getPublic()));
            assertThat(check.check(first, NOW)).isEqualTo(Outcome.UNKNOWN);
            Files.writeString(
                    file,
                    Denylist.sign(
                            List.of(DenylistEntry.of(first.certificates().getFirst(), "test")),
                            1,
                            NOW,
                            null,
                            JwsSigner.inMemory(SignatureAlgorithm.EDDSA, listKey.getPrivate())));
            lists.refresh();
            clock.advance(Duration.ofMinutes(1));
            lists.refresh();
            assertThat(check.check(first, NOW)).isEqualTo(Outcome.REVOKED);
            assertThat(check.check(second, NOW)).isEqualTo(Outcome.GOOD);
            assertThat(new DenylistedCertificates(lists, (chain, now) -> Outcome.UNKNOWN).check(second, NOW))
                    .as("the lists of the CAs are asked, too")
                    .isEqualTo(Outcome.UNKNOWN);
        }
    }

    private static CertificateChain chain(X509Certificate root, KeyPair rootKey, String kvk) throws Exception {
        KeyPair authorityKey = pair();
        X509Certificate authority = CertificateIssuer.of(root, signer(rootKey))
                .certificateAuthority(SubjectName.ofVendor("Authority", "CA", kvk), authorityKey.getPublic(), NOW);
        X509Certificate leaf = CertificateIssuer.of(authority, signer(authorityKey))
                .nodeIdentity(SubjectName.ofVendor("Node", "Node", kvk), pair().getPublic(), List.of("localhost"), NOW);
        return CertificateChain.verify(List.of(leaf, authority, root), NOW);
    }
}
