// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.secret.Secret;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateWarningTest {

    private static final Optional<String> AWAY = Optional.of("the Foundation does not answer");

    private final X509Certificate certificate =
            new TestNetwork().vendor("Leverancier A", "11111111").ca().certificate();
    private final Instant end = certificate.getNotAfter().toInstant();
    private final Instant late = end.minus(Duration.ofDays(1));

    @Test
    void nothingIsSaidWhileThereIsTimeOrTheNextIsAboutToBeAskedFor() {
        assertThat(warning(null, AWAY, certificate.getNotBefore().toInstant())).isEmpty();
        assertThat(warning(null, Optional.empty(), late)).isEmpty();
    }

    @Test
    void aRequestThatCouldNotBeMadeIsToldWithItsReason() {
        assertThat(warning(null, AWAY, late)).hasValueSatisfying(warning -> {
            assertThat(warning.hasEnded()).isFalse();
            assertThat(warning.text()).contains("vendor-ca", end.toString(), AWAY.get());
        });
    }

    @Test
    void aRequestThatWaitsIsToldAsSuch() {
        OwnEnrolment.Renewal waiting = new OwnEnrolment.Renewal("1", Secret.of("token"));
        assertThat(warning(waiting, Optional.empty(), late))
                .hasValueSatisfying(warning -> assertThat(warning.text()).contains("has not decided"));
    }

    @Test
    void oneThatEndedIsAnError() {
        assertThat(warning(null, Optional.empty(), end.plusSeconds(1)))
                .hasValueSatisfying(warning -> assertThat(warning.hasEnded()).isTrue());
    }

    private Optional<CertificateWarning> warning(
            OwnEnrolment.@Nullable Renewal renewal, Optional<String> problem, Instant now) {
        OwnEnrolment own = new OwnEnrolment(
                EnrolmentKind.VENDOR_CA,
                new KeyId("vendor-ca-1"),
                "Leverancier A",
                "11111111",
                "",
                "",
                EnrolmentStatus.ACCEPTED,
                null,
                null,
                List.of(certificate),
                null,
                renewal);
        return CertificateWarning.of(own, problem, now);
    }
}
