// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the demo as a user does, twice at the same time, and looks for what it left behind. */
final class DemoDrill {

    private static final int LIMIT_SECONDS = 240;
    private static final int STEPS = 9;

    private final Path home;

    DemoDrill(Path home) {
        this.home = home;
    }

    /** Runs the drill; answers the exit status. */
    int run(PrintStream out) {
        Drill drill = new Drill(out);
        drill.check("a demo with the AAA-proxy", () -> seen(finish(start("proxy"))));
        drill.check("two demos at the same time", () -> {
            Started one = start("auto");
            Started other = start("proxy");
            return seen(finish(one)) + "; " + seen(finish(other));
        });
        drill.check("processes of a demo that are left", () -> {
            List<Long> left = LeftProcesses.in(RunFolder.parent(home));
            if (!left.isEmpty()) {
                throw new StepFailure("these are: " + left);
            }
            return "none";
        });
        return drill.finish();
    }

    private record Started(Process process, Path output) {}

    private record Finished(int status, JsonNode report, Path output) {}

    private Started start(String gateway) throws IOException {
        Path output = Files.createTempFile(Files.createDirectories(home.resolve("target/drill")), "demo-", ".log");
        Process process = new ProcessBuilder(
                        home.resolve("notenboom").toString(), "demo", "--json", "--gateway", gateway)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Started(process, output);
    }

    private static Finished finish(Started started) throws IOException, InterruptedException {
        if (!started.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            started.process().destroy();
            throw new StepFailure("the demo did not end within " + LIMIT_SECONDS + " s: " + started.output());
        }
        List<String> lines = Files.readAllLines(started.output(), StandardCharsets.UTF_8);
        String last = lines.isEmpty() ? "" : lines.getLast();
        return new Finished(
                started.process().exitValue(),
                last.startsWith("{") ? new ObjectMapper().readTree(last) : new ObjectMapper().createObjectNode(),
                started.output());
    }

    private static String seen(Finished finished) {
        List<String> wrong = new ArrayList<>();
        if (finished.status() != 0) {
            wrong.add("exit status " + finished.status());
        }
        if (finished.report().path("steps").size() != STEPS
                || !finished.report().path("ok").asBoolean()) {
            wrong.add("not all steps are well");
        }
        for (JsonNode refusal : finished.report().path("refusals")) {
            if (!refusal.path("ok").asBoolean()) {
                wrong.add("not refused: " + refusal.path("name").asText());
            }
        }
        if (!wrong.isEmpty()) {
            throw new StepFailure(String.join(", ", wrong) + "; see " + finished.output());
        }
        return STEPS + " steps, " + finished.report().path("refusals").size() + " refusals";
    }
}
