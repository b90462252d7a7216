// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The machine's clock, but it never goes back: when the machine's is set back, this one goes on from where it was, so that nothing
 * opens again that had ended. It follows the machine's clock forwards. Good until the year 2262. Thread-safe.
 */
public final class SteadyClock implements InstantSource {

    private static final long NANOS = 1_000_000_000L;

    private final InstantSource machine;
    private final LongSupplier nanoTime;
    private final AtomicLong offset;

    /** @param nanoTime passes at the same rate whatever the machine's clock says, as {@link System#nanoTime} does */
    public SteadyClock(InstantSource machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
        this.offset = new AtomicLong(offsetNow());
    }

    /** The machine's clock is read first: a pause in between must not take this one ahead. */
    private long offsetNow() {
        Instant now = machine.instant();
        long epochNanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), NANOS), now.getNano());
        return epochNanos - nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        long current = offsetNow();
        long latest = offset.get();
        if (current > latest) {
            latest = offset.accumulateAndGet(current, Math::max);
        }
        long epochNanos = latest + nanoTime.getAsLong();
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS));
    }

    /** How far the machine's clock is behind this one: by how much it was set back. */
    public Duration ahead() {
        return Duration.ofNanos(Math.max(0, offset.get() - offsetNow()));
    }
}
