// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long a whole demo takes, from the command to its end: fifteen processes started, nine steps, all stopped again. */
final class DemoRuns {

    private static final int RUNS = 3;
    private static final int LIMIT_SECONDS = 300;
    private static final double NANOS = 1e9;

    private DemoRuns() {}

    /** Runs the demo some times. */
    static Section run(Path home) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            Process demo = new ProcessBuilder(home.resolve("notenboom").toString(), "demo")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                demo.destroy();
                throw new IllegalStateException("a demo did not end within " + LIMIT_SECONDS + " s");
            }
            if (demo.exitValue() != 0) {
                throw new IllegalStateException("a demo failed: run ./notenboom demo to see why");
            }
            seconds.add((System.nanoTime() - start) / NANOS);
        }
        seconds.sort(null);
        String ours = String.format(
                Locale.ROOT,
                "%.1f s (%.1f to %.1f s, %d runs)",
                seconds.get(RUNS / 2),
                seconds.getFirst(),
                seconds.getLast(),
                RUNS);
        return new Section(
                "demo",
                "The demo",
                List.of(Section.row("`./notenboom demo`, built, wall clock", ours, "90 s", "–")),
                "whole process, from the command to its exit; median, least and most.");
    }
}
