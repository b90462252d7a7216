// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Safe for many threads. */
public final class SettableClock implements InstantSource {

    private Instant now;

    /** @param now what it says at first */
    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Sets the time. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Moves the time on, or back if the duration is negative. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
