// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.launcher.hosting.HostingLaunch;
import io.notenboom.launcher.process.SupervisorFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The folders of demo runs, {@code target/demo/<run>}, and the supervisors in them that may still be running. */
public final class RunFolder {

    private static final Duration STOP = Duration.ofSeconds(75);
    private static final int KEPT_RUNS = 5;

    private RunFolder() {}

    /** Where runs are kept. */
    public static Path parent(Path home) {
        return home.resolve("target/demo");
    }

    /** A fresh folder for one run; two runs at the same time get different ones. Removes older runs that ended, but the last. */
    public static Path create(Path home) {
        try {
            Path parent = Files.createDirectories(parent(home));
            removeOld(home);
            return Files.createTempDirectory(parent, "run-");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create a folder under " + home, failure);
        }
    }

    private static void removeOld(Path home) throws IOException {
        List<Path> ended = runs(home).stream()
                .filter(run -> supervisor(run).find().isEmpty())
                .sorted(Comparator.comparing((Path run) -> run.toFile().lastModified())
                        .reversed())
                .skip(KEPT_RUNS)
                .toList();
        for (Path run : ended) {
            try (Stream<Path> files = Files.walk(run)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException | UncheckedIOException removedByAnotherRun) {
                continue;
            }
        }
    }

    /** What the supervisor of a run keeps. */
    public static SupervisorFiles supervisor(Path run) {
        return new SupervisorFiles(run);
    }

    /** Where a run has its control plane and the nodes of customers, if it has them. */
    public static Path hosting(Path run) {
        return run.resolve("hosting");
    }

    /**
     * Ends the supervisors of all runs, and with them everything that they started; also what a supervisor left that was
     * killed. Removes the file with the URLs and tokens of what ran.
     *
     * @return how many runs had something running
     */
    public static int endAll(Path home) {
        try {
            Files.deleteIfExists(endpoints(home));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot remove " + endpoints(home), failure);
        }
        return (int) runs(home).stream().filter(RunFolder::end).count();
    }

    /** Where the last run that was left running tells its URLs and tokens. */
    public static Path endpoints(Path home) {
        return parent(home).resolve("endpoints.json");
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

    private static boolean end(Path run) {
        SupervisorFiles files = supervisor(run);
        Optional<ProcessHandle> supervisor = files.find();
        supervisor.ifPresent(RunFolder::end);
        // nodes of customers outlive the control plane that started them
        int nodes = HostingLaunch.endNodes(hosting(run).resolve("nodes"));
        HostingLaunch.endVault(hosting(run));
        return files.endLeft() + nodes > 0 || supervisor.isPresent();
    }

    private static void end(ProcessHandle supervisor) {
        var unused = supervisor.destroy();
        try {
            var unusedEnd = supervisor
                    .onExit()
                    .orTimeout(STOP.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException late) {
            supervisor.destroyForcibly();
        }
    }
}
