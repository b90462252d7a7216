// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.fairness;

import io.notenboom.bench.search.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a quiet caller notices: alone, beside a noisy one without a limit, and beside a noisy one at its limit. */
public final class FairnessBenchmark {

    /** Requests of the quiet caller in a second. */
    public static final int QUIET_PER_SECOND = 100;

    /** Requests in a second that the noisy one may make where it has a limit. */
    public static final int LIMIT = 200;

    /** Connections of the noisy one. */
    public static final int CONNECTIONS = 8;

    private static final String QUIET = "quiet";
    private static final String NOISY = "noisy";
    private static final List<String> CALLERS = List.of(QUIET, NOISY);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private FairnessBenchmark() {}

    /**
     * Latencies of a quiet caller.
     *
     * @param what who is noisy
     * @param alone nobody else asks
     * @param besideNoise the noisy one has no limit
     * @param besideLimited it has one
     * @param noise what the noisy one got without a limit
     * @param limitedNoise what it got with one
     */
    public record Figures(
            String what,
            Latency alone,
            Latency besideNoise,
            Latency besideLimited,
            String noise,
            String limitedNoise) {}

    private record Beside(Latency latency, String noise) {}

    /** Measures: another API token of the same customer, then another customer on the same machine. */
    public static List<Figures> measure(Path home, Path folder) throws IOException {
        List<Figures> figures = new ArrayList<>();
        try (SharedServer quiet = new SharedServer(home, folder.resolve("quiet"), "quiet1", CALLERS)) {
            figures.add(ofTokens(quiet));
            try (SharedServer noisy = new SharedServer(home, folder.resolve("noisy"), "noisy1", CALLERS)) {
                figures.add(ofCustomers(quiet, noisy));
            }
        }
        return figures;
    }

    private static Figures ofTokens(SharedServer server) throws IOException {
        warmUp(server);
        Latency alone = ask(server);
        Beside noise = beside(server, server);
        server.limit(LIMIT, 0);
        warmUp(server);
        Beside limited = beside(server, server);
        return new Figures(
                "API token of the same customer",
                alone,
                noise.latency(),
                limited.latency(),
                noise.noise(),
                limited.noise());
    }

    private static Figures ofCustomers(SharedServer quiet, SharedServer noisy) throws IOException {
        warmUp(quiet);
        warmUp(noisy);
        Latency alone = ask(quiet);
        Beside noise = beside(quiet, noisy);
        noisy.limit(0, LIMIT);
        Beside limited = beside(quiet, noisy);
        return new Figures(
                "customer of the same machine",
                alone,
                noise.latency(),
                limited.latency(),
                noise.noise(),
                limited.noise());
    }

    /** The compiler has to have done its work before anything is measured. */
    private static void warmUp(SharedServer server) throws IOException {
        var _ = new QuietCaller(server.port(), server.question(QUIET)).ask(QUIET_PER_SECOND, WARM_UP, SETTLE);
    }

    private static Latency ask(SharedServer server) throws IOException {
        return new QuietCaller(server.port(), server.question(QUIET)).ask(QUIET_PER_SECOND, SETTLE, MEASURED);
    }

    private static Beside beside(SharedServer quiet, SharedServer noisy) throws IOException {
        try (Noise noise = new Noise(noisy.port(), noisy.question(NOISY), CONNECTIONS)) {
            Latency latency = ask(quiet);
            return new Beside(latency, noise.inWords());
        }
    }
}
