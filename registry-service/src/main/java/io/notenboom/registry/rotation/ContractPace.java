// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import io.notenboom.trust.memo.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How fast contracts are rotated by themselves: what others take in of a stream is limited, and what fails for one contract
 * for a reason that is everybody's need not be tried with the next. Not safe for many threads.
 */
final class ContractPace {

    /** So many at one look, of two events each. */
    static final int MOST_AT_ONCE = 25;

    /** For so long nothing is tried after the custodian had no key, or the log took no event. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    /** For so long one that a rule refused is not tried again. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final int REMEMBERED = 10_000;

    private final Recent<UUID, Instant> refused = new Recent<>(REMEMBERED);
    private Instant pausedUntil = Instant.EPOCH;
    private int left;

    /** When one may be rotated. */
    enum Turn {
        NOW,
        /** With the next look; nothing is wrong. */
        LATER,
        /** When what is in the way is out of it. */
        BLOCKED
    }

    /** A look begins. */
    void next() {
        left = MOST_AT_ONCE;
    }

    Turn turn(UUID series, Instant now) {
        boolean wasRefused = refused.get(series)
                .filter(last -> last.plus(PATIENCE).isAfter(now))
                .isPresent();
        if (wasRefused || pausedUntil.isAfter(now)) {
            return Turn.BLOCKED;
        }
        return left > 0 ? Turn.NOW : Turn.LATER;
    }

    /** One is tried; unless {@link #succeeded} or {@link #refused} follows, there is a pause. */
    void tries(Instant now) {
        left--;
        pausedUntil = now.plus(PAUSE);
    }

    void succeeded() {
        pausedUntil = Instant.EPOCH;
    }

    /** It failed for a reason of its own. */
    void refused(UUID series, Instant now) {
        refused.put(series, now);
        pausedUntil = Instant.EPOCH;
    }
}
