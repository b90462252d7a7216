// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time.
 *
 * @param from its first moment
 * @param until its end, which is not part of it; null for no end
 */
public record Period(Instant from, @Nullable Instant until) {

    /** Whether a moment is part of it. */
    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && (until == null || moment.isBefore(until));
    }

    /** Adds a period to a list; it lengthens the last one if it follows it at once. Periods come by time. */
    static void append(List<Period> periods, Period next) {
        Period last = periods.isEmpty() ? null : periods.getLast();
        if (last != null && next.from().equals(last.until())) {
            periods.set(periods.size() - 1, new Period(last.from(), next.until()));
        } else {
            periods.add(next);
        }
    }

    /** All of time. */
    public static List<Period> always() {
        return List.of(new Period(Instant.EPOCH, null));
    }
}
