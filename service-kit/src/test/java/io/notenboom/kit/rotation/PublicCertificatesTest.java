// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.app.TestCertificates;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublicCertificatesTest {

    private static final String ID = PublicCertificates.ID;

    private final X509Certificate certificate =
            TestCertificates.selfSigned("public").certificate();
    private final Instant start = certificate.getNotBefore().toInstant();
    private final Duration term =
            Duration.between(start, certificate.getNotAfter().toInstant());
    private final SettableClock clock = new SettableClock(start);

    private PublicCertificates certificates(@Nullable X509Certificate shown) {
        return new PublicCertificates(() -> Optional.ofNullable(shown), clock);
    }

    @Test
    void isDueAfterTwoThirdsOfItsTerm() {
        PublicCertificates certificates = certificates(certificate);
        assertThat(certificates.list("", 10)).extracting(Rotation::id).containsExactly(ID);
        assertThat(certificates.list(ID, 10)).isEmpty();
        assertThat(certificates.advance().overdueCount()).isZero();
        assertThat(certificates.advance().oldest()).contains(start);
        clock.advance(term.multipliedBy(2).dividedBy(3).plusSeconds(2));
        assertThat(certificates.advance().overdueCount()).isEqualTo(1);
    }

    @Test
    void saysWhoMakesTheNextOne() {
        String serial = certificate.getSerialNumber().toString(16);
        assertThat(certificates(certificate).begin(ID))
                .isInstanceOfSatisfying(RotationOutcome.Refused.class, refused -> assertThat(refused.detail())
                        .contains("notenboom tls csr", "notenboom tls install"));
        assertThat(certificates(certificate).emergency(ID, serial))
                .isInstanceOfSatisfying(RotationOutcome.Refused.class, refused -> assertThat(refused.detail())
                        .contains("revoke", "notenboom tls csr"));
        Rotation shown = certificates(certificate).find(ID).orElseThrow();
        assertThat(certificates(certificate)
                        .previewEmergency(shown, shown.active().orElseThrow(), start))
                .singleElement()
                .satisfies(step -> assertThat(step.effect()).contains("notenboom tls csr"));
        assertThat(certificates(certificate).emergency(ID, "0")).isInstanceOf(RotationOutcome.NotFound.class);
    }

    @Test
    void whereNoListenerIsThereIsNothing() {
        assertThat(certificates(null).list("", 10)).isEmpty();
        assertThat(certificates(null).begin(ID)).isInstanceOf(RotationOutcome.NotFound.class);
        assertThat(certificates(null).advance().oldest()).isEmpty();
    }
}
