// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final SettableClock machine = new SettableClock(START);
    private final AtomicLong nanos = new AtomicLong(-77);
    private final SteadyClock clock = new SteadyClock(machine, nanos::get);

    private void pass(Duration time) {
        machine.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void tellsWhatTheMachineTells() {
        assertThat(clock.instant()).isEqualTo(START);
        pass(Duration.ofHours(3));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(clock.ahead()).isZero();
    }

    @Test
    void goesOnWhenTheMachineIsSetBack() {
        pass(Duration.ofMinutes(10));
        Instant before = clock.instant();
        machine.advance(Duration.ofMinutes(-9));
        assertThat(clock.instant()).isEqualTo(before);
        pass(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(5));
        assertThat(clock.ahead()).isEqualTo(Duration.ofMinutes(9));
        machine.advance(Duration.ofMinutes(9));
        assertThat(clock.ahead()).isZero();
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(5));
    }

    /** A machine that slept, or whose clock was behind. */
    @Test
    void followsForwards() {
        machine.advance(Duration.ofDays(2));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(2)));
        nanos.addAndGet(1_000);
        assertThat(clock.instant()).isAfter(START.plus(Duration.ofDays(2)));
    }
}
