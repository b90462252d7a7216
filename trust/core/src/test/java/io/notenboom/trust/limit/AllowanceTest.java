// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void asMuchAsTwoSecondsGiveAtOnceAndEvenlyAfterThat() {
        Allowance allowance = Allowance.perSecond(5, clock);
        assertThat(allowance.atOnce()).isEqualTo(10);
        assertThat(allowance.refill()).isEqualTo(Duration.ofSeconds(2));
        for (int left = 9; left >= 0; left--) {
            assertThat(allowance.share("a")).isEqualTo(new Share(true, left, Duration.ZERO));
        }
        assertThat(allowance.share("a")).isEqualTo(new Share(false, 0, Duration.ofMillis(200)));
        assertThat(allowance.share("b").granted()).as("another one").isTrue();
        clock.advance(Duration.ofMillis(200));
        assertThat(allowance.share("a").granted()).isTrue();
        assertThat(allowance.share("a").granted()).isFalse();
        clock.advance(Duration.ofHours(1));
        assertThat(allowance.share("a").left()).isEqualTo(9);
    }

    @Test
    void whoAsksManyTimesInAMillisecondStillGetsItsShare() {
        Allowance allowance = Allowance.perSecond(100, clock);
        while (allowance.share("a").granted()) {
            assertThat(allowance.atOnce()).isPositive();
        }
        int granted = 0;
        for (int asked = 0; asked < 10_000; asked++) {
            clock.advance(Duration.ofNanos(100_000));
            granted += allowance.share("a").granted() ? 1 : 0;
        }
        assertThat(granted).as("in a second").isBetween(98, 101);
    }

    @Test
    void askingForThePauseTakesNothing() {
        Allowance allowance = new Allowance(1, clock);
        assertThat(allowance.pause("a")).isEmpty();
        assertThat(allowance.take("a")).isEmpty();
        assertThat(allowance.pause("a")).contains(Duration.ofMinutes(1));
        assertThat(allowance.take("a")).contains(Duration.ofMinutes(1));
    }

    @Test
    void noughtIsNoLimitAndLessIsAnError() {
        Allowance allowance = Allowance.perSecond(0, clock);
        for (int index = 0; index < 1_000; index++) {
            assertThat(allowance.share("a").granted()).isTrue();
        }
        assertThatThrownBy(() -> new Allowance(-1, clock).atOnce()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClockThatIsSetBackGivesNothingAndGoesOnFromThere() {
        Allowance allowance = new Allowance(1, clock);
        assertThat(allowance.take("a")).isEmpty();
        clock.advance(Duration.ofDays(-1));
        assertThat(allowance.take("a")).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(allowance.take("a")).as("not first after a day").isEmpty();
    }
}
