// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.e2e.client.StepFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code notenboom backup} with a configuration, each time as a process of its own. */
public final class BackupProgram {

    private static final String MAIN = "io.notenboom.hosting.backup.app.BackupCommand";

    private final Path home;
    private final Path configuration;

    /**
     * Runs nothing yet.
     *
     * @param home root of the built source tree
     * @param configuration of the backups
     */
    public BackupProgram(Path home, Path configuration) {
        this.home = home;
        this.configuration = configuration;
    }

    /**
     * What came of it.
     *
     * @param status exit status
     * @param lines what it printed
     */
    public record Outcome(int status, List<String> lines) {

        /** Copies the list. */
        public Outcome {
            lines = List.copyOf(lines);
        }

        /** The last line. */
        public String last() {
            return lines.isEmpty() ? "" : lines.getLast();
        }

        /** Itself, if it ended well. */
        public Outcome wentWell() {
            if (status != 0) {
                throw new StepFailure("notenboom backup ended with status " + status + ": " + lines);
            }
            return this;
        }

        /** What it said, if it was refused with these words. */
        public String refused(String words) {
            if (status != 1 || lines.stream().noneMatch(line -> line.contains(words))) {
                throw new StepFailure("not refused with '" + words + "', but status " + status + ": " + lines);
            }
            return last();
        }
    }

    /** Runs it to its end. */
    public Outcome run(String... arguments) throws IOException, InterruptedException {
        return runUntil(null, arguments);
    }

    /** Runs it, and kills it the moment it prints a line. */
    Outcome killAt(String line, String... arguments) throws IOException, InterruptedException {
        return runUntil(line, arguments);
    }

    private Outcome runUntil(@Nullable String fatal, String... arguments) throws IOException, InterruptedException {
        Path module = home.resolve("hosting/backup/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dnotenboom.home=" + home,
                "-cp",
                module.resolve("classes") + ":"
                        + Files.readString(module.resolve("classpath.txt")).strip(),
                MAIN));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NOTENBOOM_BACKUP", configuration.toString());
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.equals(fatal)) {
                    var _ = process.destroyForcibly();
                    break;
                }
            }
        }
        return new Outcome(process.waitFor(), lines);
    }
}
