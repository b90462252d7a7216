// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.bench.fairness.FairnessBenchmark;
import io.notenboom.bench.fairness.FairnessBenchmark.Figures;
import io.notenboom.bench.scratch.ScratchFolder;
import io.notenboom.bench.search.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a quiet caller notices of a noisy one, with and without a limit for that one. */
final class FairnessRuns {

    private static final String METHOD = """
            authorization servers as processes with the settings of `./notenboom up`, each with a Redis, HTTP without TLS, the \
            load on the same machine. The quiet caller introspects with its API token %d times a second at even times on one \
            connection; its latency counts from when it wanted to ask. The noisy one introspects with its own API token on %d \
            connections as fast as it is answered, and does not wait when it is told to (429); its limit is %d a second, \
            for the API token or for the customer. 10 s for each figure, after 3 s that do not count.""";

    private FairnessRuns() {}

    /** Measures. */
    static Section run(Path home) throws IOException {
        List<Figures> all;
        try (ScratchFolder folder = ScratchFolder.below(home.resolve("target"))) {
            all = FairnessBenchmark.measure(home, folder.path());
        }
        List<String> rows = new ArrayList<>();
        for (Figures figures : all) {
            String alone = "alone: " + figures.alone().inWords();
            rows.add(Section.row(
                    "quiet caller beside a noisy " + figures.what() + " at its limit (" + figures.limitedNoise() + ")",
                    figures.besideLimited().inWords(),
                    alone,
                    times(figures.besideLimited(), figures.alone())));
            rows.add(Section.row(
                    "the same without a limit (" + figures.noise() + ")",
                    figures.besideNoise().inWords(),
                    alone,
                    times(figures.besideNoise(), figures.alone())));
        }
        return new Section(
                "fairness",
                "Quiet and noisy callers",
                rows,
                METHOD.formatted(
                                FairnessBenchmark.QUIET_PER_SECOND,
                                FairnessBenchmark.CONNECTIONS,
                                FairnessBenchmark.LIMIT)
                        .replace("\n", " "));
    }

    private static String times(Latency beside, Latency alone) {
        return String.format(
                Locale.ROOT, "p50 %.1f ×, p99 %.1f ×", beside.p50() / alone.p50(), beside.p99() / alone.p99());
    }
}
