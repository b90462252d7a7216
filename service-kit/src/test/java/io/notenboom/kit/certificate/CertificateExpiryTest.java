// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notenboom.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateExpiryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void theGaugeCountsDays() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        SettableClock clock = new SettableClock(NOW);
        CertificateExpiry expiry = new CertificateExpiry(meters, clock);
        expiry.watch("public", () -> NOW.plus(Duration.ofDays(3)));
        assertThat(meters.get("nuts.cert.expiry.days")
                        .tag("listener", "public")
                        .gauge()
                        .value())
                .isEqualTo(3.0);
        expiry.watch("public", () -> NOW.plus(Duration.ofDays(90)));
        clock.advance(Duration.ofHours(12));
        assertThat(meters.get("nuts.cert.expiry.days")
                        .tag("listener", "public")
                        .gauge()
                        .value())
                .isEqualTo(89.5);
    }
}
