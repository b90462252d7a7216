// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.http;

import java.time.Duration;

/** When a piece of work that may take several calls has to be done. Measured by the monotonic clock. */
public final class Deadline {

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /** From now on. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left, zero when it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** Whether at least so much is left. */
    public boolean leaves(Duration time) {
        return left().compareTo(time) >= 0;
    }
}
