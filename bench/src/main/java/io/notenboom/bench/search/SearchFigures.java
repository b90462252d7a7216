// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.search;

import java.util.List;
import java.util.Locale;

/**
 * What was measured at one size.
 *
 * @param organisations number of organisations in the index
 * @param buildSeconds time to build the index from their documents, until it answers
 * @param buildCpuSeconds processor time of that, the compiler's included
 * @param megabytes size of its files
 * @param heapMegabytes memory in use after the queries and a collection, without what was in use before the index was opened
 * @param queries each kind of query
 */
public record SearchFigures(
        int organisations,
        double buildSeconds,
        double buildCpuSeconds,
        double megabytes,
        double heapMegabytes,
        List<Kind> queries) {

    static final double MAX_P95_MILLIS = 15;
    static final double MAX_BUILD_SECONDS = 60;

    /** What has to be reached, in words. */
    static final String BARS = "p95 of every kind of query below 15 ms in process, the index built in less than 60 s";

    /**
     * One kind of query.
     *
     * @param name its name
     * @param wall time until the answer
     * @param cpu processor time, which other work on the machine hardly changes
     */
    public record Kind(String name, Latency wall, Latency cpu) {}

    /** Copies the list. */
    public SearchFigures {
        queries = List.copyOf(queries);
    }

    /** Whether the figures are in the {@link #BARS}. */
    boolean reached() {
        return buildSeconds < MAX_BUILD_SECONDS
                && queries.stream().allMatch(kind -> kind.wall().p95() < MAX_P95_MILLIS);
    }

    /** For people to read. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d organisations: built in %.1f s (%.1f s of processor time), %.0f MB of files, %.0f MB of heap%n",
                organisations,
                buildSeconds,
                buildCpuSeconds,
                megabytes,
                heapMegabytes));
        queries.forEach(kind -> text.append(String.format(
                Locale.ROOT,
                "  %-12s %s; processor time %s (%d queries)%n",
                kind.name(),
                kind.wall().inWords(),
                kind.cpu().inWords(),
                kind.wall().number())));
        return text.toString();
    }
}
