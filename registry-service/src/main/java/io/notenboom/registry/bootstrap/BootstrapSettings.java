// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import java.time.Duration;

/**
 * Numbers of a bootstrap.
 *
 * @param threshold how many entries a peer has to have more for its log to be read, in place of what lacks of each stream
 * @param atOnce how many pages are fetched at the same time, or wait to be verified
 * @param patience after which time a page is asked of another peer, too; and how long a node that has a log waits for the
 *     first word of peers
 * @param pause for how long a peer that failed is not asked, if there are others
 * @param retry after which time peers that all failed are asked again; doubled each time
 * @param maxEntries the largest log that is read
 * @param maxRefused how many invalid events a log may have before it is left
 */
public record BootstrapSettings(
        long threshold,
        int atOnce,
        Duration patience,
        Duration pause,
        Duration retry,
        long maxEntries,
        long maxRefused) {

    /** Most peers that are read at the same time. */
    public static final int MAX_SOURCES = 8;

    /** As many as are wanted; with fewer it works, and says so. */
    public static final int WANTED_SOURCES = 3;

    /** For a network. */
    public static BootstrapSettings standard() {
        return new BootstrapSettings(
                2_048, 16, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(2), 1L << 27, 4_096);
    }
}
