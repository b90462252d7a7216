// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A number that is asked for again only when it is older than it may be. Safe for many threads. */
final class RecentNumber implements LongSupplier {

    private final LongSupplier source;
    private final long counts;
    private final LongSupplier nanoTime;
    private volatile Asked last;

    private record Asked(long number, long at) {}

    /**
     * Asks for the first time.
     *
     * @param counts how long an answer counts
     */
    RecentNumber(LongSupplier source, Duration counts, LongSupplier nanoTime) {
        this.source = source;
        this.counts = counts.toNanos();
        this.nanoTime = nanoTime;
        this.last = new Asked(source.getAsLong(), nanoTime.getAsLong());
    }

    @Override
    public long getAsLong() {
        Asked known = last;
        long now = nanoTime.getAsLong();
        if (now - known.at() < counts) {
            return known.number();
        }
        Asked next = new Asked(source.getAsLong(), now);
        last = next;
        return next.number();
    }
}
