// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs measurements of the registry's parts, each a program of its own that ends with 0 if its figures are reached. */
final class FiguresDrill {

    /** After this a program is ended. */
    private static final int LIMIT_MINUTES = 20;

    private final Path home;

    /** @param home root of the built source tree */
    FiguresDrill(Path home) {
        this.home = home;
    }

    void run(Drill drill) {
        drill.check(
                "gossip among up to 10,000 simulated nodes costs what the formulas say",
                () -> measure(drill, "io.notenboom.gossip.simulation.SimulationReport"));
        drill.check(
                "search among 1,000,000 organisations is in its bars",
                () -> measure(drill, "io.notenboom.bench.search.SearchBenchmark", "1000000"));
    }

    private String measure(Drill drill, String program, String... arguments) throws IOException, InterruptedException {
        Path bench = home.resolve("bench/target");
        String classPath = bench.resolve("classes") + ":"
                + Files.readString(bench.resolve("classpath.txt")).strip();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx4g",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String last = "no output";
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                drill.note(line);
                last = line;
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new StepFailure("ended with " + status + ": " + last.strip());
        }
        return last.strip();
    }
}
