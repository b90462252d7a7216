// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRatesTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final CallRates rates = new CallRates(() -> now);

    /** Begins and ends so many calls, one after the other. */
    private long permitted(String caller, int calls) {
        return IntStream.range(0, calls)
                .filter(i -> {
                    Optional<CallRates.Ongoing> call = rates.begin(caller, CallRates.Kind.SYNC);
                    call.ifPresent(CallRates.Ongoing::close);
                    return call.isPresent();
                })
                .count();
    }

    @Test
    void aCallerIsHeldBackAloneAndComesBack() {
        assertThat(permitted("a", 100)).isEqualTo(25);
        assertThat(permitted("b", 1)).isEqualTo(1);
        assertThat(rates.begin("a", CallRates.Kind.OTHER)).isPresent();
        now = now.plusSeconds(2);
        assertThat(permitted("a", 100)).isEqualTo(10);
    }

    @Test
    void whoBreaksTheProtocolThriceIsRefusedForAnHour() {
        rates.strike("a");
        rates.strike("a");
        assertThat(permitted("a", 1)).isEqualTo(1);
        rates.strike("a");
        assertThat(permitted("a", 1)).isZero();
        assertThat(rates.banned()).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(61));
        assertThat(permitted("a", 1)).isEqualTo(1);
        assertThat(rates.banned()).isZero();
    }

    @Test
    void oneWalkAndSixteenCallsAtTheSameTime() {
        CallRates.Ongoing walk = rates.begin("a", CallRates.Kind.WALK).orElseThrow();
        assertThat(rates.begin("a", CallRates.Kind.WALK)).isEmpty();
        for (int i = 1; i < 16; i++) {
            assertThat(rates.begin("a", CallRates.Kind.OTHER)).isPresent();
        }
        assertThat(rates.begin("a", CallRates.Kind.OTHER)).isEmpty();
        assertThat(rates.begin("b", CallRates.Kind.WALK)).isPresent();
        walk.close();
        assertThat(rates.begin("a", CallRates.Kind.WALK)).isPresent();
    }
}
