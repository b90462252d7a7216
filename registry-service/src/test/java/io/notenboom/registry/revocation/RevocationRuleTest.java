// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import static io.notenboom.registry.revocation.RevocationRule.GRACE;
import static io.notenboom.registry.revocation.RevocationRule.IF_THERE_IS_ONE;
import static io.notenboom.registry.revocation.RevocationRule.NONE;
import static io.notenboom.registry.revocation.RevocationRule.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.RevocationListIssuer;
import io.notenboom.trust.x509.SubjectName;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is refused by a list of a day that names one certificate, and what happens when there is no newer one. */
class RevocationRuleTest {

    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
    private final KeyId key = custodian.create(KeyPurpose.FOUNDATION_CA);
    private final X509Certificate root = CertificateIssuer.foundation(
            "test", custodian.publicKey(key), CustodianSigner.of(custodian, key, KeyPurpose.FOUNDATION_CA), START);
    private final X509Certificate good = issued("A");
    private final X509Certificate bad = issued("B");
    private final Optional<RevocationList> list =
            Optional.of(new RevocationListIssuer(root, CustodianSigner.of(custodian, key, KeyPurpose.FOUNDATION_CA))
                    .issue(
                            BigInteger.ONE,
                            START,
                            DAY,
                            List.of(new RevocationListIssuer.Revoked(
                                    bad.getSerialNumber(), START, RevocationListIssuer.Reason.UNSPECIFIED))));

    private X509Certificate issued(String name) {
        KeyId own = custodian.create(KeyPurpose.NODE_CA);
        return CertificateIssuer.of(root, CustodianSigner.of(custodian, key, KeyPurpose.FOUNDATION_CA))
                .certificateAuthority(
                        SubjectName.ofVendor(name, "Node CA", "12345678"), custodian.publicKey(own), START);
    }

    @Test
    void aRevokedCertificateIsRefusedHoweverOldTheListIs() {
        for (RevocationRule rule : List.of(REQUIRED, IF_THERE_IS_ONE)) {
            for (Duration age : List.of(Duration.ZERO, DAY, DAY.plus(GRACE), DAY.multipliedBy(100))) {
                assertThat(rule.refuses(bad, list, START, START.plus(age))).isTrue();
            }
        }
        assertThat(NONE.refuses(bad, list, START, START)).isFalse();
    }

    @Test
    void othersGoOnForFourHoursAfterTheListEnded() {
        Instant end = START.plus(DAY).plus(GRACE);
        assertThat(REQUIRED.refuses(good, list, START, end.minusSeconds(1))).isFalse();
        assertThat(REQUIRED.refuses(good, list, START, end)).isTrue();
        assertThat(IF_THERE_IS_ONE.refuses(good, list, START, end.plus(DAY))).isFalse();
    }

    @Test
    void aNodeThatNeverHadAListGoesOnForFourHoursAfterItsStart() {
        assertThat(REQUIRED.refuses(
                        good, Optional.empty(), START, START.plus(GRACE).minusSeconds(1)))
                .isFalse();
        assertThat(REQUIRED.refuses(good, Optional.empty(), START, START.plus(GRACE)))
                .isTrue();
        assertThat(IF_THERE_IS_ONE.refuses(good, Optional.empty(), START, START.plus(DAY)))
                .isFalse();
    }
}
