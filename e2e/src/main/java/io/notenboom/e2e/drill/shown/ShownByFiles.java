// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.shown;

import io.notenboom.e2e.client.StepFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What documents and commands of this source tree show; each method answers what was seen, or throws why not. */
public final class ShownByFiles {

    private static final Path BENCHMARKS = Path.of("docs/benchmarks.md");
    private static final Pattern LAST_LINE = Pattern.compile("(\\d+) passed, (\\d+) failed.*");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Path home;
    private final Path folder;

    /**
     * Looks here.
     *
     * @param home root of the built source tree
     * @param folder for logs
     */
    public ShownByFiles(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** The page of the benchmarks has rows in this part. */
    public String benchmarks(String part) throws IOException {
        boolean inPart = false;
        int rows = 0;
        for (String line : Files.readAllLines(home.resolve(BENCHMARKS))) {
            inPart = line.startsWith("<!-- begin") ? line.contains("begin " + part) : inPart;
            rows += inPart && line.matches("\\|.*\\d.*\\|.*\\|.*") ? 1 : 0;
        }
        if (rows == 0) {
            throw new StepFailure(BENCHMARKS + " has no part \"" + part + "\": run ./notenboom bench " + part);
        }
        return rows + " rows";
    }

    /** There is such a page. */
    public String page(String name) throws IOException {
        Path page = home.resolve(name);
        if (!Files.exists(page)) {
            throw new StepFailure(name + " does not exist");
        }
        long lines = Files.readAllLines(page).stream()
                .filter(line -> !line.isBlank())
                .count();
        return name + ", " + lines + " lines";
    }

    /**
     * A command of the front door ends with {@code N passed, 0 failed}, and status 0.
     *
     * @param logName of the log
     */
    public String passes(String logName, List<String> arguments) throws IOException, InterruptedException {
        Path log = folder.resolve(logName + ".log");
        List<String> command = new ArrayList<>(List.of(home.resolve("notenboom").toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LONGEST)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            throw new StepFailure("it did not end within " + LONGEST.toMinutes() + " minutes; see " + log);
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        String last = lines.isEmpty() ? "" : lines.getLast().strip();
        Matcher count = LAST_LINE.matcher(last);
        if (process.exitValue() != 0
                || !count.matches()
                || !count.group(2).equals("0")
                || count.group(1).equals("0")) {
            throw new StepFailure("status " + process.exitValue() + ", \"" + last + "\"; see " + log);
        }
        return last;
    }
}
