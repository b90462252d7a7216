// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.history;

import com.sun.management.OperatingSystemMXBean;
import io.notenboom.registry.audit.WebFiles;
import io.notenboom.registry.bootstrap.BootstrapSettings;
import io.notenboom.registry.bootstrap.BootstrapStatus;
import io.notenboom.registry.bootstrap.HistoryMark;
import io.notenboom.registry.bootstrap.HistoryMarks;
import io.notenboom.registry.bootstrap.HistoryVerification;
import io.notenboom.registry.bootstrap.LogSource;
import io.notenboom.registry.bootstrap.PageBootstrap;
import io.notenboom.registry.tlog.Checkpoint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A node without a log fetches a long history from three web servers and verifies it; then it starts with it. */
public final class BootstrapBenchmark {

    /** Events of the history. */
    public static final int EVENTS = 100_000;

    private static final int WARM_UP = 10_000;
    private static final int SOURCES = 3;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final long MEBI = 1024L * 1024;

    private final Path folder;
    private final Instant now;

    /**
     * What was measured.
     *
     * @param fetched the first half
     * @param startSeconds from opening the log to the first answer to a look-up
     * @param verifySeconds after that, until all signatures were verified again
     */
    public record Figures(Fetched fetched, double startSeconds, double verifySeconds) {}

    /**
     * What was measured while history was fetched.
     *
     * @param perSecond events fetched, verified and stored in a second, by the clock on the wall
     * @param perNodeSecond the same in a second of processor time of the process, web servers left out
     * @param serverMicros processor time of the web servers for an event
     * @param emptyMebibytes heap in use before
     * @param heapMebibytes heap in use after that, and a collection
     * @param peakMebibytes most heap in use meanwhile
     */
    public record Fetched(
            double perSecond,
            double perNodeSecond,
            double serverMicros,
            long emptyMebibytes,
            long heapMebibytes,
            long peakMebibytes) {}

    /** Measures in a folder. */
    public BootstrapBenchmark(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    /** Measures, after a tenth of the work as warm-up. */
    public Figures run() throws Exception {
        SampleNetwork network = new SampleNetwork(now);
        var unused = measure(network, folder.resolve("warm-up"), WARM_UP);
        return measure(network, folder.resolve("history"), EVENTS);
    }

    private Figures measure(SampleNetwork network, Path below, int events) throws Exception {
        Path published = Files.createDirectories(below.resolve("published"));
        try (BenchNode source = new BenchNode(network, below.resolve("source"), now)) {
            source.write(network.history(events));
            source.export(published, source.publish());
        }
        Path joiner = below.resolve("joiner");
        Fetched fetched;
        Checkpoint own;
        try (BenchNode node = new BenchNode(network, joiner, now);
                WebServers servers = new WebServers(SOURCES, published)) {
            node.start(Optional.empty());
            fetched = measure(network, node, servers, events);
            own = node.publish();
        }
        return restart(network, joiner, own, fetched);
    }

    private static Fetched measure(SampleNetwork network, BenchNode node, WebServers servers, int events)
            throws Exception {
        long empty = heapMebibytes();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long serversBefore = servers.processorNanos();
        long processBefore = processNanos();
        long begin = System.nanoTime();
        fetch(network, node, servers, events);
        double seconds = (System.nanoTime() - begin) / NANOS;
        double process = (processNanos() - processBefore) / NANOS;
        double ofServers = (servers.processorNanos() - serversBefore) / NANOS;
        long peak = pools().stream()
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                / MEBI;
        return new Fetched(
                events / seconds,
                events / (process - ofServers),
                ofServers * MICROS / events,
                empty,
                heapMebibytes(),
                peak);
    }

    private static long heapMebibytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
    }

    private static long processNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void fetch(SampleNetwork network, BenchNode node, WebServers servers, int events) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<LogSource> sources = servers.addresses().stream()
                    .map(uri ->
                            new LogSource(uri.toString(), new WebFiles(client, uri, Duration.ofSeconds(10)), what -> {
                                throw new IllegalStateException(what);
                            }))
                    .toList();
            BootstrapStatus status = new PageBootstrap(
                            node.log, node.ingest, node.ingest, network.network(), BootstrapSettings.standard())
                    .run(sources);
            if (status.counts().accepted() != events) {
                throw new IllegalStateException("not everything was accepted: " + status);
            }
        }
    }

    private Figures restart(SampleNetwork network, Path joiner, Checkpoint own, Fetched fetched) {
        long begin = System.nanoTime();
        try (BenchNode node = new BenchNode(network, joiner, now)) {
            node.start(Optional.of(own));
            if (node.projection.vendors().isEmpty()) {
                throw new IllegalStateException("a look-up found nothing");
            }
            double start = (System.nanoTime() - begin) / NANOS;
            try (HistoryVerification verification =
                    new HistoryVerification(node.log, node.ingest, node.verifier, new NoMarks(), "bench", threads())) {
                verification.begin(Optional.of(own));
                begin = System.nanoTime();
                verification.run();
                if (verification.status().verified() != node.log.size()) {
                    throw new IllegalStateException("not everything was verified: " + verification.status());
                }
            }
            double verified = (System.nanoTime() - begin) / NANOS;
            return new Figures(fetched, start, verified);
        }
    }

    private static int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    /** Forgets. */
    private static final class NoMarks implements HistoryMarks {

        @Override
        public Optional<HistoryMark> read() {
            return Optional.empty();
        }

        @Override
        public void write(HistoryMark mark) {}
    }
}
