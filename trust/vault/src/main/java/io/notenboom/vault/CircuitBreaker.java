// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import io.notenboom.custody.CustodyUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Spares callers the wait for a Vault that does not answer: after five failures in a row
 * calls are refused at once for five seconds; then one call tries, and either closes the
 * breaker or opens it again. What a Vault refuses is not a failure. Safe for many threads.
 */
final class CircuitBreaker {

    /** What a breaker does with a call. */
    enum State {
        /** Calls pass. */
        CLOSED,
        /** One call tries, others are refused. */
        HALF_OPEN,
        /** Calls are refused. */
        OPEN
    }

    private static final int FAILURES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private int failures;
    private Instant opened = Instant.MIN;
    private boolean trying;

    CircuitBreaker(InstantSource clock) {
        this.clock = clock;
    }

    synchronized State state() {
        if (failures < FAILURES) {
            return State.CLOSED;
        }
        return left().isPositive() ? State.OPEN : State.HALF_OPEN;
    }

    /** What is left of the pause; nothing also after the clock was set back, so that it never lasts longer than it may. */
    private Duration left() {
        Instant now = clock.instant();
        return now.isBefore(opened) ? Duration.ZERO : Duration.between(now, opened.plus(PAUSE));
    }

    /**
     * Makes a call if it may be made now.
     *
     * @throws CustodyUnavailableException if it may not, or as the call itself does
     */
    <T> T run(Supplier<T> call) {
        enter();
        boolean failed = false;
        try {
            return call.get();
        } catch (CustodyUnavailableException unavailable) {
            failed = true;
            throw unavailable;
        } finally {
            leave(failed);
        }
    }

    private synchronized void enter() {
        switch (state()) {
            case CLOSED -> {}
            case OPEN -> throw refused(left());
            case HALF_OPEN -> {
                if (trying) {
                    throw refused(Duration.ofSeconds(1));
                }
                trying = true;
            }
        }
    }

    private static CustodyUnavailableException refused(Duration wait) {
        return new CustodyUnavailableException(
                "the Vault failed several times in a row and is left alone for a moment", wait);
    }

    private synchronized void leave(boolean failed) {
        trying = false;
        if (!failed) {
            failures = 0;
        } else if (++failures >= FAILURES) {
            failures = FAILURES;
            opened = clock.instant();
        }
    }
}
