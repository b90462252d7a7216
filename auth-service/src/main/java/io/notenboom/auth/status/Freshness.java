// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

import java.time.Duration;

/**
 * How old a status list of others may be.
 *
 * @param refresh after this time it is fetched again
 * @param stale how much longer it counts while it cannot be fetched; zero: not at all
 */
public record Freshness(Duration refresh, Duration stale) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException if one is negative, or they are more than a day together, or refresh is zero */
    public Freshness {
        if (refresh.isNegative()
                || refresh.isZero()
                || stale.isNegative()
                || refresh.plus(stale).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("status lists are refreshed within a day");
        }
    }
}
