// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.search;

import io.notenboom.registry.search.IndexStamp;
import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.Period;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.registry.search.lucene.LuceneIndexes;
import io.notenboom.testkit.care.SampleOrganisation;
import io.notenboom.testkit.care.SampleOrganisations;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds the search index of made-up organisations in a folder of its own and asks it queries of every kind, one at a time.
 * The first queries warm up and do not count.
 */
public final class SearchBenchmark {

    /** The sizes at which cost is compared: ten times apart. */
    public static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED = 20_260_101;
    private static final int BATCH = 1_000;
    private static final int WARM_UP = 300;
    private static final int QUERIES = 500;
    private static final int PAGE = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SearchBenchmark() {}

    /** Measures at the sizes given as arguments, or at {@link #SIZES}, and prints the figures. */
    public static void main(String[] arguments) throws IOException {
        List<Integer> sizes = arguments.length == 0
                ? SIZES
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        for (int size : sizes) {
            System.out.print(measure(size).text());
        }
    }

    /**
     * Measures at one size. Needs some hundred megabytes of disk for a million organisations, in the folder for temporary
     * files, and about a minute.
     */
    public static SearchFigures measure(int organisations) throws IOException {
        Path folder = Files.createTempDirectory("search-benchmark");
        long before = usedBytes();
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            long cpu = processCpuNanos();
            double seconds = build(index, organisations);
            double cpuSeconds = (processCpuNanos() - cpu) / 1e9;
            List<SearchFigures.Kind> kinds = new ArrayList<>();
            for (QueryKind kind : QueryKind.values()) {
                kinds.add(ask(index, kind, organisations));
            }
            double heap = (usedBytes() - before) / 1e6;
            return new SearchFigures(organisations, seconds, cpuSeconds, index.bytes() / 1e6, heap, kinds);
        } finally {
            delete(folder);
        }
    }

    private static double build(OrganisationIndex index, int organisations) {
        Iterator<SampleOrganisation> samples =
                new SampleOrganisations(SEED).organisations(organisations).iterator();
        long begin = System.nanoTime();
        try (OrganisationIndex.Build build = index.build()) {
            List<OrganisationDocument> batch = new ArrayList<>(BATCH);
            while (samples.hasNext()) {
                batch.add(document(samples.next()));
                if (batch.size() == BATCH || !samples.hasNext()) {
                    build.add(batch);
                    batch.clear();
                }
            }
            build.finish(new IndexStamp(organisations, "benchmark"));
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static OrganisationDocument document(SampleOrganisation sample) {
        String number = sample.oid().substring(sample.oid().lastIndexOf(':') + 1);
        return new OrganisationDocument(
                sample.oid(),
                "urn:oid:1.3.6.1.4.1.54851.4:" + number.substring(6),
                number,
                new OrganisationDocument.Label(sample.name(), sample.name(), sample.city(), sample.province()),
                Set.of(sample.oid(), number, sample.kvk()),
                Period.always(),
                Map.of("urn:oid:1.3.6.1.4.1.54851.2:fhir", Period.always()));
    }

    private static SearchFigures.Kind ask(OrganisationIndex index, QueryKind kind, int organisations) {
        Random random = new Random(SEED + kind.ordinal());
        List<SampleOrganisation> wanted = new SampleOrganisations(SEED)
                .organisations(organisations)
                .skip(Math.max(0, organisations / 2 - QUERIES))
                .limit(WARM_UP + QUERIES)
                .toList();
        double[] millis = new double[QUERIES];
        double[] cpuMillis = new double[QUERIES];
        for (int i = 0; i < WARM_UP + QUERIES; i++) {
            SearchQuery query = kind.query(wanted.get(i % wanted.size()), random, PAGE);
            long cpu = THREADS.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            SearchPage page = index.search(query, NOW);
            double taken = (System.nanoTime() - begin) / 1e6;
            double used = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
            if (page.hits().size() > PAGE) {
                throw new IllegalStateException("a page is longer than asked for");
            }
            if (i >= WARM_UP) {
                millis[i - WARM_UP] = taken;
                cpuMillis[i - WARM_UP] = used;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(cpuMillis);
        return new SearchFigures.Kind(
                kind.wireName(), QUERIES, at(millis, 50), at(millis, 95), at(millis, 99), at(cpuMillis, 95));
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
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

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
