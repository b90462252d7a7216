// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiryWarningsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final ExpiryWarnings warnings = new ExpiryWarnings("public");

    private String at(Instant end, int daysBefore) {
        return warnings.at(end.minus(Duration.ofDays(daysBefore)), end)
                .map(ExpiryWarnings.Warning::text)
                .orElse("");
    }

    @Test
    void eachOfFiveTimesIsToldOnce() {
        Instant end = NOW.plus(Duration.ofDays(100));
        List<Integer> told = IntStream.iterate(100, day -> day >= 1, day -> day - 1)
                .filter(day -> !at(end, day).isEmpty())
                .boxed()
                .toList();
        assertThat(told).containsExactly(60, 30, 14, 7, 1);
        assertThat(warnings.at(end, end)).hasValueSatisfying(warning -> {
            assertThat(warning.ended()).isTrue();
            assertThat(warning.text()).contains("has ended");
        });
        assertThat(warnings.at(end.plus(Duration.ofDays(1)), end)).isEmpty();
    }

    @Test
    void afterALongPauseOnlyTheNearestIsTold() {
        Instant end = NOW.plus(Duration.ofDays(100));
        assertThat(at(end, 3)).contains("within 7 days");
        assertThat(at(end, 2)).isEmpty();
    }

    @Test
    void anotherCertificateBeginsAnew() {
        Instant end = NOW.plus(Duration.ofDays(50));
        assertThat(at(end, 10)).contains("within 14 days");
        Instant renewed = NOW.plus(Duration.ofDays(400));
        assertThat(at(renewed, 300)).isEmpty();
        assertThat(at(renewed, 60)).contains("within 60 days");
    }
}
