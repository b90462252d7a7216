// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the index is doing.
 *
 * @param state what it does
 * @param documents number of documents that are found
 * @param bytes size of its files
 * @param pending organisations that changed and are not in the index yet
 * @param builtAt when it was built last; null if it was found on disk
 * @param buildTime how long that took
 */
public record IndexStatus(
        State state,
        long documents,
        long bytes,
        long pending,
        @Nullable Instant builtAt,
        @Nullable Duration buildTime) {

    /** What the index does. */
    public enum State {
        /** It is built for the first time, and answers nothing yet. */
        BUILDING,
        /** It answers. */
        SERVING,
        /** It answers while its successor is built. */
        REBUILDING;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
