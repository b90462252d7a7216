// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.density;

import io.notenboom.bench.scratch.ScratchFolder;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.JavaChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some customers on this machine at a time, in each way to run them. */
public final class DensityBenchmark {

    private static final String COUNT = "NOTENBOOM_BENCH_CUSTOMERS";
    private static final int CUSTOMERS = 3;

    /** A customer asks for a token and a decision so often. */
    public static final Duration EVERY = Duration.ofSeconds(2);

    /** How long nobody asks anything before memory is read. */
    public static final Duration IDLE = Duration.ofSeconds(10);

    /** How long customers ask. */
    public static final Duration LOAD = Duration.ofSeconds(30);

    private static final int HEAP = 192;
    private static final List<Setting> SETTINGS = List.of(
            new Setting("separate processes, JVM without options", false, JavaChoice.PLAIN, HEAP),
            new Setting("separate processes, chosen options", false, JavaChoice.CHOSEN, HEAP),
            new Setting(
                    "separate processes, chosen options and shared classes", false, JavaChoice.CHOSEN_AND_CACHE, HEAP),
            new Setting("small, JVM without options", true, JavaChoice.PLAIN, HEAP),
            new Setting("small, chosen options", true, JavaChoice.CHOSEN, HEAP),
            new Setting("small, chosen options and shared classes", true, JavaChoice.CHOSEN_AND_CACHE, HEAP));

    private final Path home;

    private DensityBenchmark(Path home) {
        this.home = home;
    }

    /**
     * What was found for one way to run nodes; memory of one customer, the mean of all.
     *
     * @param readyAfter median, from the start of a node's services until all were ready
     * @param idle services without the AAA-proxy, when nobody had asked anything for a while
     * @param loaded the same while customers asked
     * @param proxy AAA-proxy, at the end
     * @param beside Redis and supervisor, at the end
     * @param asked requests for a token and a decision of each customer
     */
    public record Figures(
            Duration readyAfter, Footprint idle, Footprint loaded, Footprint proxy, Footprint beside, int asked) {

        /** All that a customer takes while it asks, with the gateway. */
        public Footprint whole() {
            return loaded.plus(proxy).plus(beside);
        }
    }

    /**
     * Measures.
     *
     * @param home root of the built source tree
     * @return by what was run
     */
    public static Map<String, Figures> measure(Path home) throws IOException, InterruptedException {
        Map<String, Figures> all = new LinkedHashMap<>();
        for (Setting setting : SETTINGS) {
            Figures figures = new DensityBenchmark(home).measure(setting);
            System.out.println(setting.name() + ": " + figures);
            all.put(setting.name(), figures);
        }
        return all;
    }

    private Figures measure(Setting setting) throws IOException, InterruptedException {
        List<HostedNode> nodes = new ArrayList<>();
        try (ScratchFolder folder = ScratchFolder.below(home.resolve("target"))) {
            try {
                for (int number = 0; number < customers(); number++) {
                    nodes.add(HostedNode.start(
                            new Distribution(home, setting.java()),
                            folder.path().resolve("node-" + number),
                            number,
                            setting));
                }
                Thread.sleep(IDLE);
                Footprint idle = Footprint.NONE;
                for (HostedNode node : nodes) {
                    idle = idle.plus(node.services());
                }
                int asked = ask(nodes);
                return found(nodes, idle, asked);
            } finally {
                endAll(nodes);
            }
        }
    }

    /** Ends each of them, whatever becomes of another. */
    private static void endAll(List<HostedNode> nodes) {
        List<RuntimeException> failures = new ArrayList<>();
        for (HostedNode node : nodes) {
            try {
                node.close();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** Customers at a time; the environment variable {@value #COUNT} says otherwise, 1 to 9. */
    public static int customers() {
        String given = System.getenv(COUNT);
        return given == null ? CUSTOMERS : Math.clamp(Integer.parseInt(given), 1, 9);
    }

    private static int ask(List<HostedNode> nodes) throws IOException, InterruptedException {
        int rounds = (int) (LOAD.toMillis() / EVERY.toMillis());
        long begin = System.nanoTime();
        for (int round = 1; round <= rounds; round++) {
            for (HostedNode node : nodes) {
                node.tokenAndDecision();
            }
            long left = begin + EVERY.multipliedBy(round).toNanos() - System.nanoTime();
            if (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
            }
        }
        return rounds;
    }

    private static Figures found(List<HostedNode> nodes, Footprint idle, int asked) throws IOException {
        Footprint loaded = Footprint.NONE;
        Footprint proxy = Footprint.NONE;
        Footprint beside = Footprint.NONE;
        for (HostedNode node : nodes) {
            loaded = loaded.plus(node.services());
            proxy = proxy.plus(node.proxy());
            beside = beside.plus(node.beside());
        }
        int count = nodes.size();
        Duration ready = nodes.stream()
                .map(HostedNode::readyAfter)
                .sorted()
                .skip(count / 2)
                .findFirst()
                .orElse(Duration.ZERO);
        return new Figures(ready, idle.part(count), loaded.part(count), proxy.part(count), beside.part(count), asked);
    }
}
