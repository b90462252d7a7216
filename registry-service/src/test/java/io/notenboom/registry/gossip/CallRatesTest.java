// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.gossip.CallRates.Kind;
import io.notenboom.registry.gossip.CallRates.Ongoing;
import io.notenboom.registry.gossip.CallRates.Refusal;
import io.notenboom.registry.gossip.CallRates.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRatesTest {

    private static final long BYTES_PER_SECOND = 1_000;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final CallRates rates = new CallRates(BYTES_PER_SECOND, () -> now);

    private Ongoing begun(String caller, Kind kind) {
        return switch (rates.begin(caller, kind)) {
            case Ongoing call -> call;
            case Refused refused -> throw new AssertionError("refused: " + refused.why());
        };
    }

    private void refused(String caller, Kind kind, Refusal why) {
        long before = rates.refusals(why);
        assertThat(rates.begin(caller, kind)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.why())
                .isEqualTo(why));
        assertThat(rates.refusals(why)).isEqualTo(before + 1);
    }

    /** Begins and ends so many calls, one after the other; returns how many were let in. */
    private long permitted(String caller, int calls) {
        return IntStream.range(0, calls)
                .filter(i -> switch (rates.begin(caller, Kind.SYNC)) {
                    case Ongoing call -> {
                        call.close();
                        yield true;
                    }
                    case Refused _ -> false;
                })
                .count();
    }

    @Test
    void aCallerIsHeldBackAloneAndComesBack() {
        assertThat(permitted("a", 100)).isEqualTo(25);
        refused("a", Kind.SYNC, Refusal.CALLS);
        assertThat(permitted("b", 1)).isEqualTo(1);
        begun("a", Kind.OTHER).close();
        now = now.plusSeconds(2);
        assertThat(permitted("a", 100)).isEqualTo(10);
    }

    /** A caller that keeps to it is not refused again, and one that comes a moment earlier is. */
    @Test
    void tellsHowLongToWait() {
        assertThat(permitted("a", 25)).isEqualTo(25);
        Duration calls = waitOf("a", Kind.SYNC);
        assertThat(calls).isEqualTo(Duration.ofMillis(200));
        now = now.plus(calls).minusMillis(1);
        assertThat(waitOf("a", Kind.SYNC)).isEqualTo(Duration.ofMillis(1));
        now = now.plusMillis(1);
        assertThat(permitted("a", 1)).isEqualTo(1);

        Ongoing large = begun("b", Kind.OTHER);
        large.transferred(3 * BYTES_PER_SECOND);
        large.close();
        Duration bytes = waitOf("b", Kind.OTHER);
        assertThat(bytes).isEqualTo(Duration.ofSeconds(2));
        now = now.plus(bytes).plusMillis(1);
        begun("b", Kind.OTHER).close();

        rates.strike("c");
        rates.strike("c");
        rates.strike("c");
        now = now.plusSeconds(600);
        assertThat(waitOf("c", Kind.OTHER)).isEqualTo(Duration.ofMinutes(50));

        assertThat(begun("d", Kind.WALK)).isNotNull();
        assertThat(waitOf("d", Kind.WALK)).isEqualTo(Duration.ofSeconds(1));
    }

    private Duration waitOf(String caller, Kind kind) {
        return switch (rates.begin(caller, kind)) {
            case Ongoing _ -> throw new AssertionError("let in");
            case Refused refused -> refused.after();
        };
    }

    @Test
    void whoBreaksTheProtocolThriceIsRefusedForAnHour() {
        rates.strike("a");
        rates.strike("a");
        assertThat(permitted("a", 1)).isEqualTo(1);
        rates.strike("a");
        refused("a", Kind.SYNC, Refusal.BANNED);
        assertThat(rates.banned()).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(61));
        assertThat(permitted("a", 1)).isEqualTo(1);
        assertThat(rates.banned()).isZero();
    }

    @Test
    void oneWalkAndSixteenCallsAtTheSameTime() {
        Ongoing walk = begun("a", Kind.WALK);
        refused("a", Kind.WALK, Refusal.CALLS_AT_ONCE);
        for (int i = 1; i < 16; i++) {
            assertThat(begun("a", Kind.OTHER)).isNotNull();
        }
        refused("a", Kind.OTHER, Refusal.CALLS_AT_ONCE);
        assertThat(begun("b", Kind.WALK)).isNotNull();
        walk.close();
        assertThat(begun("a", Kind.WALK)).isNotNull();
    }

    @Test
    void bytesAreBoughtWithTimeAndACallThatWasLetInIsAnsweredWhole() {
        try (Ongoing call = begun("a", Kind.OTHER)) {
            call.transferred(BYTES_PER_SECOND - 1);
        }
        try (Ongoing call = begun("a", Kind.OTHER)) {
            call.transferred(2 * BYTES_PER_SECOND + 1);
        }
        refused("a", Kind.OTHER, Refusal.BYTES);
        refused("a", Kind.SYNC, Refusal.BYTES);
        begun("b", Kind.OTHER).close();
        now = now.plusSeconds(2);
        refused("a", Kind.OTHER, Refusal.BYTES);
        now = now.plusMillis(1);
        begun("a", Kind.OTHER).close();
    }

    @Test
    void bytesThatWereNotUsedDoNotAddUp() {
        begun("a", Kind.OTHER).close();
        now = now.plus(Duration.ofHours(1));
        try (Ongoing call = begun("a", Kind.OTHER)) {
            call.transferred(BYTES_PER_SECOND);
        }
        refused("a", Kind.OTHER, Refusal.BYTES);
    }
}
