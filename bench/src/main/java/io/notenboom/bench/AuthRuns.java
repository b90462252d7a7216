// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.bench.auth.AuthBenchmark;
import io.notenboom.bench.auth.AuthBenchmark.Figures;
import io.notenboom.bench.auth.AuthMicroBenchmark;
import io.notenboom.bench.load.Load;
import io.notenboom.bench.scratch.ScratchFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The authorization server as a process, and what its answers are made of. */
final class AuthRuns {

    private static final Map<String, String> MICRO = Map.of(
            "verifyJwtCredential", "JWT credential of a did:jwk read and verified",
            "verifyLinkedDataCredential", "JSON-LD credential of a did:jwk read and verified",
            "canonicaliseCredential", "JSON-LD credential canonicalised",
            "canonicalisePresentation", "JSON-LD presentation with a credential canonicalised",
            "matchDefinition", "credential matched with a presentation definition");
    private static final String METHOD = """
            the authorization server as a process with the settings of `./notenboom up`, on core 0; Redis, which \
            synchronises every write with the disk, and the load on core 1 (`taskset`%s); HTTP without TLS. Closed loop: each \
            connection sends its next request when it has its answer; 6 s for each row, after 2 s that do not count; before \
            the first row until the compiler has little to do, half a minute at most for each kind of request. Each request is for a subject drawn at random and carries a presentation made a moment \
            before by one of %d clients with a did:jwk, with a NutsOrganizationCredential of a did:web of this node that has \
            an entry in a status list and an end; the definition asks for the issuer and three claims. Credentials never \
            seen before: one issued for each request, by a did:jwk, without status. Introspection: `introspect` of the last \
            1,000 tokens, in turns. Processor time: of the whole process, the collector included, the compiler not. More than can be \
            answered: whoever is turned away comes back after Retry-After; latency of those that got a token. Tokens live \
            60 s, and Redis may use 2 GB. Below: JMH, one fork, one thread, 2 × 1 s warm-up, 3 × 1 s; \
            `openssl speed` before and after everything.""";

    private AuthRuns() {}

    /** Measures. */
    static Section run(Path home) throws Exception {
        OptionalDouble before = OpenSslSpeed.verifyPerSecond();
        Figures figures;
        try (ScratchFolder folder = ScratchFolder.below(home.resolve("target"))) {
            figures = AuthBenchmark.measure(home, folder.path());
        }
        List<RunResult> micro = micro();
        OpenSslSpeed.Beside openSsl = new OpenSslSpeed.Beside(before, OpenSslSpeed.verifyPerSecond());
        List<String> rows = new ArrayList<>();
        figures.loads().forEach((what, load) -> rows.add(row(what, load)));
        rows.add(Section.row(
                "memory of the service (resident), started and after all of this",
                figures.megabytesIdle() + " and " + figures.megabytesAfter() + " MB",
                "–",
                "–"));
        for (RunResult result : micro) {
            String name = result.getPrimaryResult().getLabel();
            rows.add(openSsl.row(
                    MICRO.getOrDefault(name, name), result.getPrimaryResult().getScore()));
        }
        String pinning = figures.pinned() ? "" : ", which this machine did not allow";
        return new Section(
                "auth",
                "Authorization server",
                rows,
                METHOD.formatted(pinning, AuthBenchmark.CLIENTS).replace("\n", " "));
    }

    private static String row(String what, Load load) {
        if (what.contains("more than can be answered")) {
            return Section.row(
                    what,
                    load.inWords()
                            + String.format(Locale.ROOT, "; %.0f/s turned away", load.turnedAway() / load.seconds()),
                    "503 with Retry-After instead of a presentation that ends in the queue",
                    "–");
        }
        if (what.startsWith("introspection")) {
            return row(what, load, "8,000/s, p99 5 ms, 0.1 ms of processor time", 8_000);
        }
        return what.contains("JSON-LD") ? row(what, load, "350/s", 350) : row(what, load, "1,000/s, p99 60 ms", 1_000);
    }

    private static String row(String what, Load load, String bar, int perSecond) {
        return Section.row(
                what, load.inWords(), bar, String.format(Locale.ROOT, "%.0f %%", 100 * load.perSecond() / perSecond));
    }

    private static List<RunResult> micro() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(AuthMicroBenchmark.class.getName())
                .forks(1)
                .jvmArgs("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .shouldFailOnError(true)
                .threads(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .build();
        return List.copyOf(new Runner(options).run());
    }
}
