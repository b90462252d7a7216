// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.once;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;

/**
 * Remembers values that may be used once: nonces and proof ids. Safe for many threads and processes: of any number of
 * simultaneous callers with one value exactly one gets true. Throws a RuntimeException when it cannot be sure.
 */
public interface UsedOnce {

    /**
     * Marks a value as used.
     *
     * @param kind what sort of value it is, {@code [a-z-]+}
     * @param value of any length and content
     * @param remember how long, at least
     * @return true if it was not used before
     */
    @CheckReturnValue
    boolean firstUse(String kind, String value, Duration remember);
}
