// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The file in which a supervisor keeps what it runs, one process a line, so that whatever it leaves behind when it is killed can
 * be found and ended. Safe for many threads.
 */
final class RunningProcesses {

    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path file;
    private final Map<String, ProcessIdentity> running = new LinkedHashMap<>();

    RunningProcesses(Path file) {
        this.file = file;
    }

    synchronized void started(String name, ProcessHandle process) {
        running.put(name, ProcessIdentity.of(process));
        write();
    }

    synchronized void ended(String name) {
        if (running.remove(name) != null) {
            write();
        }
    }

    private void write() {
        StringBuilder lines = new StringBuilder();
        running.values().forEach(identity -> lines.append(identity).append('\n'));
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(temporary, lines);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private static List<ProcessIdentity> listed(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(ProcessIdentity::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (NoSuchFileException nothingRan) {
            return List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    private static List<ProcessHandle> running(List<ProcessIdentity> listed) {
        return listed.stream()
                .map(ProcessIdentity::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Ends the processes of this file that still run: SIGTERM, after 12 seconds SIGKILL. To be called when their supervisor is
     * gone, for it would start them again.
     *
     * @return how many there were
     * @throws ProcessStartException if one does not end
     */
    static int endLeft(Path file) {
        List<ProcessIdentity> listed = listed(file);
        List<ProcessHandle> left = running(listed);
        left.forEach(ProcessHandle::destroy);
        if (!haveEnded(listed)) {
            running(listed).forEach(ProcessHandle::destroyForcibly);
            if (!haveEnded(listed)) {
                throw new ProcessStartException("these processes of an earlier run do not end: " + running(listed));
            }
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + file, failure);
        }
        return left.size();
    }

    /** They are no children of this process, so nobody tells when they end. */
    private static boolean haveEnded(List<ProcessIdentity> listed) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!running(listed).isEmpty()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
