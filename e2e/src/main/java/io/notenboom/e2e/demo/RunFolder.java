// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.launcher.process.SupervisorPidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The folders of demo runs, {@code target/demo/<run>}, and the supervisors in them that may still be running. */
public final class RunFolder {

    private static final Duration STOP = Duration.ofSeconds(40);

    private RunFolder() {}

    /** Where runs are kept. */
    public static Path parent(Path home) {
        return home.resolve("target/demo");
    }

    /** A fresh folder for one run; two runs at the same time get different ones. */
    public static Path create(Path home) {
        try {
            Path parent = Files.createDirectories(parent(home));
            return Files.createTempDirectory(parent, "run-");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create a folder under " + home, failure);
        }
    }

    /** File with the process id of a run's supervisor; it goes when the supervisor ends. */
    public static Path supervisorPid(Path run) {
        return run.resolve("supervisor.pid");
    }

    /**
     * Ends the supervisors of all runs, and with them everything that they started.
     *
     * @return how many were running
     */
    public static int endAll(Path home) {
        return (int) runs(home).stream()
                .map(RunFolder::supervisorPid)
                .map(SupervisorPidFile::find)
                .flatMap(Optional::stream)
                .filter(RunFolder::end)
                .count();
    }

    private static List<Path> runs(Path home) {
        Path parent = parent(home);
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + parent, failure);
        }
    }

    private static boolean end(ProcessHandle supervisor) {
        boolean asked = supervisor.destroy();
        var unused = supervisor
                .onExit()
                .completeOnTimeout(supervisor, STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        return asked;
    }
}
