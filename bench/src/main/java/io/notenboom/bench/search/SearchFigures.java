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

    /**
     * One kind of query.
     *
     * @param name its name
     * @param number how many were asked
     * @param p50 median, in milliseconds
     * @param p95 95th of a hundred
     * @param p99 99th of a hundred
     * @param cpuP95 95th of a hundred of the processor time, which other work on the machine hardly changes
     */
    public record Kind(String name, int number, double p50, double p95, double p99, double cpuP95) {}

    /** Copies the list. */
    public SearchFigures {
        queries = List.copyOf(queries);
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
                "  %-12s p50 %7.2f ms   p95 %7.2f ms   p99 %7.2f ms   cpu p95 %7.2f ms   (%d queries)%n",
                kind.name(),
                kind.p50(),
                kind.p95(),
                kind.p99(),
                kind.cpuP95(),
                kind.number())));
        return text.toString();
    }
}
