// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.admission.WaitingRoom.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private static final long MILLI = 1_000_000;

    private long now = 5 * MILLI;

    private WaitingRoom room(int places, int seats) {
        return new WaitingRoom(places, seats, Duration.ofMillis(1500));
    }

    @Test
    void lightLoadBeginsAtOnceHoweverRarelyAnythingFinishes() {
        WaitingRoom room = room(2, 4);
        for (int request = 0; request < 10; request++) {
            assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
            now += 60_000 * MILLI;
            assertThat(room.finish(now)).isFalse();
            assertThat(room.expectedWaitNanos(now)).isZero();
        }
    }

    @Test
    void furtherOnesWaitAndBeginInTurn() {
        WaitingRoom room = room(1, 4);
        assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        assertThat(room.waiting()).isEqualTo(1);
        assertThat(room.finish(now + MILLI)).isTrue();
        assertThat(room.working()).isEqualTo(1);
        assertThat(room.waiting()).isZero();
        assertThat(room.finish(now + 2 * MILLI)).isFalse();
        assertThat(room.working()).isZero();
    }

    @Test
    void nobodyOvertakesThoseWhoWait() {
        WaitingRoom room = room(1, 4);
        assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        assertThat(room.finish(now)).isTrue();
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
    }

    @Test
    void turnsAwayAtOnceWhoWouldWaitTooLong() {
        WaitingRoom room = room(1, 1000);
        assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
        // one finishes every 100 ms: fifteen may wait for 1.5 s, the next may not
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        for (int finished = 0; finished < 50; finished++) {
            assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
            now += 100 * MILLI;
            assertThat(room.finish(now)).isTrue();
        }
        while (room.waiting() < 14) {
            assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        }
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        assertThat(room.arrive(now)).isEqualTo(Decision.TURNED_AWAY);
        assertThat(room.waiting()).isEqualTo(15);
    }

    @Test
    void turnsAwayWhenNothingFinishesAnyMore() {
        WaitingRoom room = room(1, 1000);
        assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        now += 700 * MILLI;
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        now += 100 * MILLI;
        assertThat(room.arrive(now)).isEqualTo(Decision.TURNED_AWAY);
    }

    @Test
    void turnsAwayWhenAllSeatsAreTakenAndTakesAgainWhenOneGivesUp() {
        WaitingRoom room = room(1, 1);
        assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        assertThat(room.arrive(now)).isEqualTo(Decision.TURNED_AWAY);
        room.giveUp();
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
    }

    @Test
    void forgetsAnOverloadThatIsOver() {
        WaitingRoom room = room(1, 1000);
        assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        now += 1_400 * MILLI;
        assertThat(room.finish(now)).isTrue();
        now += 1_400 * MILLI;
        assertThat(room.finish(now)).isFalse();
        now += 60_000 * MILLI;
        assertThat(room.arrive(now)).isEqualTo(Decision.BEGIN);
        assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        for (int finished = 0; finished < 100; finished++) {
            now += MILLI;
            assertThat(room.finish(now)).isTrue();
            assertThat(room.arrive(now)).isEqualTo(Decision.WAIT);
        }
        assertThat(room.expectedWaitNanos(now)).isLessThan(5 * MILLI);
    }

    @Test
    void refusesSenselessLimits() {
        assertThatThrownBy(() -> room(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> room(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
