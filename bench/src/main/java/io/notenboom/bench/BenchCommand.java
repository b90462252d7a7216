// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code notenboom bench}: measures, each figure beside a limit that was measured in the same run, and writes
 * {@code docs/benchmarks.md}.
 */
public final class BenchCommand {

    private static final Pattern OPENSSL_VERIFY = Pattern.compile("ecdsa \\(nistp256\\).*\\s([0-9.]+)\\s*$");

    private BenchCommand() {}

    /** Runs all benchmarks. */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        Path home = Path.of(System.getProperty("notenboom.home", "."))
                .toAbsolutePath()
                .normalize();
        OptionalDouble before = opensslVerifyPerSecond();
        double ours = verifyPerSecond();
        OptionalDouble after = opensslVerifyPerSecond();
        String table = verifyRow(ours, before, after) + "\n" + DemoRuns.row(home);
        Path file = home.resolve("docs/benchmarks.md");
        Files.writeString(file, page(table));
        System.out.println(table);
        System.out.println("Written to " + file);
    }

    private static double verifyPerSecond() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(VerifyBenchmark.class.getName())
                .forks(1)
                // the front door's settings for short runs would hold the optimising compiler back
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

    /** What OpenSSL verifies in a second on one core; empty where the program is missing. */
    private static OptionalDouble opensslVerifyPerSecond() throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("openssl", "speed", "-seconds", "2", "ecdsap256")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return OptionalDouble.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return output.lines()
                .map(OPENSSL_VERIFY::matcher)
                .filter(Matcher::find)
                .mapToDouble(matcher -> Double.parseDouble(matcher.group(1)))
                .findFirst();
    }

    private static String verifyRow(double ours, OptionalDouble before, OptionalDouble after) {
        if (before.isEmpty() || after.isEmpty()) {
            return String.format(
                    Locale.ROOT, "| ES256 JWT parse and verify, one core | %.0f/s | openssl not installed | – |", ours);
        }
        double limit = (before.getAsDouble() + after.getAsDouble()) / 2;
        return String.format(
                Locale.ROOT,
                "| ES256 JWT parse and verify, one core | %.0f/s | openssl speed ecdsap256: %.0f and %.0f/s | %.0f %% |",
                ours,
                before.getAsDouble(),
                after.getAsDouble(),
                100 * ours / limit);
    }

    private static String page(String rows) {
        return """
                # Benchmarks

                Written by `./notenboom bench`. Every figure stands beside a limit that was measured in the same run, before and
                after, because machines are noisy. Nothing is claimed that was not measured.

                Machine: %d processors, %s, Java %s.

                | What | Ours | Limit or peer | Share |
                |---|---|---|---|
                %s

                Method: JMH, one fork, one thread, 3 × 2 s warm-up, 5 × 2 s; `openssl speed -seconds 2 ecdsap256` before and after.
                The demo: whole process, from the command to its exit; median, least and most.
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.version(),
                        rows);
    }
}
