// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.history;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node without a log fetches a long history from three web servers and verifies it; then it starts with it. */
public final class BootstrapBenchmark {

    /** Events of the history. */
    public static final int EVENTS = 100_000;

    private static final int WARM_UP = 10_000;
    private static final int SOURCES = 3;
    private static final double NANOS = 1e9;
    private static final long MEBI = 1024L * 1024;

    private final Path folder;
    private final Instant now;

    /**
     * What was measured.
     *
     * @param perSecond events fetched, verified and stored in a second, by the clock on the wall
     * @param startSeconds from opening the log to the first answer to a look-up
     * @param verifySeconds after that, until all signatures were verified again
     * @param heapMebibytes heap in use after the bootstrap and a collection
     * @param peakMebibytes most heap in use meanwhile
     */
    public record Figures(
            double perSecond, double startSeconds, double verifySeconds, long heapMebibytes, long peakMebibytes) {}

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
        double perSecond;
        long heap;
        long peak;
        Checkpoint own;
        try (BenchNode node = new BenchNode(network, joiner, now)) {
            node.start(Optional.empty());
            System.gc();
            pools().forEach(MemoryPoolMXBean::resetPeakUsage);
            long begin = System.nanoTime();
            fetch(network, node, published, events);
            perSecond = events * NANOS / (System.nanoTime() - begin);
            peak = pools().stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum()
                    / MEBI;
            System.gc();
            heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
            own = node.publish();
        }
        return restart(network, joiner, own, new Figures(perSecond, 0, 0, heap, peak));
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void fetch(SampleNetwork network, BenchNode node, Path published, int events) throws Exception {
        List<HttpServer> servers = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<LogSource> sources = new ArrayList<>();
            for (int i = 0; i < SOURCES; i++) {
                HttpServer server = SimpleFileServer.createFileServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        published.toAbsolutePath(),
                        SimpleFileServer.OutputLevel.NONE);
                server.setExecutor(threads);
                server.start();
                servers.add(server);
                URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
                sources.add(new LogSource(uri.toString(), new WebFiles(client, uri, Duration.ofSeconds(10)), what -> {
                    throw new IllegalStateException(what);
                }));
            }
            BootstrapStatus status = new PageBootstrap(
                            node.log, node.ingest, node.ingest, network.network(), BootstrapSettings.standard())
                    .run(sources);
            if (status.counts().accepted() != events) {
                throw new IllegalStateException("not everything was accepted: " + status);
            }
        } finally {
            servers.forEach(server -> server.stop(0));
        }
    }

    private Figures restart(SampleNetwork network, Path joiner, Checkpoint own, Figures before) {
        long begin = System.nanoTime();
        try (BenchNode node = new BenchNode(network, joiner, now)) {
            node.start(Optional.of(own));
            if (node.projection.vendors().isEmpty()) {
                throw new IllegalStateException("a look-up found nothing");
            }
            double start = (System.nanoTime() - begin) / NANOS;
            try (HistoryVerification verification = new HistoryVerification(
                    node.log, node.ingest, node.verifier(), new NoMarks(), "bench", threads())) {
                verification.begin(Optional.of(own));
                begin = System.nanoTime();
                verification.run();
                if (verification.status().verified() != node.log.size()) {
                    throw new IllegalStateException("not everything was verified: " + verification.status());
                }
            }
            double verified = (System.nanoTime() - begin) / NANOS;
            return new Figures(before.perSecond(), start, verified, before.heapMebibytes(), before.peakMebibytes());
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
