// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.search;

import io.notenboom.bench.scratch.ScratchFolder;
import io.notenboom.registry.search.IndexStamp;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.registry.search.lucene.LuceneIndexes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds the search index of made-up organisations in a folder of its own and asks it queries of every kind, one at a time.
 * The first queries warm up and do not count.
 */
public final class SearchBenchmark {

    /** The sizes at which cost is compared: ten times apart. */
    public static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

    /** Queries of each kind that do not count. */
    public static final int WARM_UP = 300;
    /** Queries of each kind that count. */
    public static final int QUERIES = 500;

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SearchBenchmark() {}

    /**
     * Measures at the sizes given as arguments, or at {@link #SIZES}, and prints the figures. Ends with 1 if one is not in its
     * bars.
     */
    public static void main(String[] arguments) throws IOException {
        List<Integer> sizes = arguments.length == 0
                ? SIZES
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        List<SearchFigures> measured = new ArrayList<>();
        for (int size : sizes) {
            SearchFigures figures = measure(size);
            System.out.print(figures.text());
            measured.add(figures);
        }
        boolean reached = measured.stream().allMatch(SearchFigures::reached);
        System.out.println((reached ? "in the bars: " : "NOT in the bars: ") + SearchFigures.BARS);
        System.exit(reached ? 0 : 1);
    }

    /**
     * Measures at one size. Needs some hundred megabytes of disk for a million organisations, in the folder for temporary
     * files, and about a minute.
     */
    public static SearchFigures measure(int organisations) throws IOException {
        long before = usedBytes();
        try (ScratchFolder folder = ScratchFolder.temporary();
                OrganisationIndex index = LuceneIndexes.inFolder(folder.path())) {
            long cpu = processCpuNanos();
            long begin = System.nanoTime();
            SampleIndex.fill(index, organisations, new IndexStamp(organisations, "benchmark"));
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpuSeconds = (processCpuNanos() - cpu) / 1e9;
            List<SearchFigures.Kind> kinds = Arrays.stream(QueryKind.values())
                    .map(kind -> ask(index, kind, organisations))
                    .toList();
            double heap = (usedBytes() - before) / 1e6;
            return new SearchFigures(organisations, seconds, cpuSeconds, index.bytes() / 1e6, heap, kinds);
        }
    }

    private static SearchFigures.Kind ask(OrganisationIndex index, QueryKind kind, int organisations) {
        List<SearchQuery> queries = SampleIndex.queries(kind, organisations, WARM_UP + QUERIES);
        double[] millis = new double[QUERIES];
        double[] cpuMillis = new double[QUERIES];
        for (int i = 0; i < WARM_UP + QUERIES; i++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            SearchPage page = index.search(queries.get(i % queries.size()), NOW);
            double taken = (System.nanoTime() - begin) / 1e6;
            double used = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
            if (page.hits().size() > SampleIndex.PAGE) {
                throw new IllegalStateException("a page is longer than asked for");
            }
            if (i >= WARM_UP) {
                millis[i - WARM_UP] = taken;
                cpuMillis[i - WARM_UP] = used;
            }
        }
        return new SearchFigures.Kind(kind.wireName(), Latency.of(millis), Latency.of(cpuMillis));
    }

    private static long processCpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
