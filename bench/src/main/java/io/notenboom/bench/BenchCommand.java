// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code notenboom bench [NAME…]}: measures, each figure beside a limit that was measured in the same run, and writes
 * {@code docs/benchmarks.md}. Without a name everything; {@code log}, {@code search} and {@code gossip} are
 * parts of {@code registry}.
 */
public final class BenchCommand {

    private BenchCommand() {}

    /** Runs the benchmarks that are named; see {@link #run}. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("notenboom.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(run(List.of(arguments), home, Instant.now()));
    }

    /** A benchmark. */
    @FunctionalInterface
    interface Benchmark {
        Section run(Path home) throws Exception;
    }

    /**
     * Runs the benchmarks of these names, or all; exits with 2 if there is none of such a name.
     *
     * @param now for what is dated in the measurements
     */
    static int run(List<String> arguments, Path home, Instant now) throws Exception {
        Map<String, List<Benchmark>> known = benchmarks(now);
        List<String> wanted = arguments.isEmpty()
                ? List.of("verify", "registry", "auth", "pdp", "fairness", "demo", "density")
                : arguments;
        if (!known.keySet().containsAll(wanted)) {
            System.err.println("notenboom: there are the benchmarks " + String.join(", ", known.keySet()));
            return 2;
        }
        Path file = home.resolve("docs/benchmarks.md");
        for (String name : wanted) {
            for (Benchmark benchmark : known.getOrDefault(name, List.of())) {
                Section section = benchmark.run(home);
                new BenchPage(file).write(section);
                section.rows().forEach(System.out::println);
            }
        }
        System.out.println("Written to " + file);
        return 0;
    }

    private static Map<String, List<Benchmark>> benchmarks(Instant now) {
        Benchmark log = home -> new RegistryBenchmark(now).run(home.resolve("target"));
        Benchmark gossip = home -> GossipRuns.run();
        Map<String, List<Benchmark>> known = new LinkedHashMap<>();
        known.put("verify", List.of(home -> verify()));
        known.put("registry", List.of(log, SearchRuns::run, gossip));
        known.put("log", List.of(log));
        known.put("search", List.of(SearchRuns::run));
        known.put("gossip", List.of(gossip));
        known.put("auth", List.of(AuthRuns::run));
        known.put("pdp", List.of(PdpRuns::run));
        known.put("fairness", List.of(FairnessRuns::run));
        known.put("demo", List.of(DemoRuns::run));
        known.put("density", List.of(DensityRuns::run));
        return known;
    }

    private static Section verify() throws Exception {
        OptionalDouble before = OpenSslSpeed.verifyPerSecond();
        double ours = verifyPerSecond();
        OptionalDouble after = OpenSslSpeed.verifyPerSecond();
        return new Section(
                "verify",
                "Signatures",
                List.of(new OpenSslSpeed.Beside(before, after).row("ES256 JWT parse and verify, one core", ours)),
                "JMH, one fork, one thread, 3 × 2 s warm-up, 5 × 2 s; `openssl speed -seconds 2 ecdsap256` before and after.");
    }

    private static double verifyPerSecond() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(VerifyBenchmark.class.getName())
                .forks(1)
                .jvmArgs("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .shouldFailOnError(true)
                .threads(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }
}
