// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The files of a supervisor process in the folder that it works for. {@code supervisor.pid} holds its identity and goes when it
 * begins to end in order; {@code supervisor.processes} lists what it runs; {@code supervisor.lock} is locked as long as it lives,
 * so that a folder has one supervisor at a time; {@code supervisor.log} tells starts, restarts and ends.
 *
 * @param folder the folder
 */
public record SupervisorFiles(Path folder) {

    private static final Duration PAUSE = Duration.ofMillis(50);

    public SupervisorFiles {
        folder = folder.toAbsolutePath();
    }

    void makeFolder() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path pid() {
        return folder.resolve("supervisor.pid");
    }

    Path processes() {
        return folder.resolve("supervisor.processes");
    }

    Path log() {
        return folder.resolve("supervisor.log");
    }

    /** The supervisor of this folder, if it runs and is not ending already. */
    public Optional<ProcessHandle> find() {
        try {
            return ProcessIdentity.parse(Files.readString(pid())).flatMap(ProcessIdentity::find);
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Ends what a supervisor that was killed left running; answers how many processes that were. */
    public int endLeft() {
        return find().isPresent() ? 0 : RunningProcesses.endLeft(processes());
    }

    /**
     * Takes the lock for this process; waits while another supervisor is ending.
     *
     * @throws ProcessStartException if another supervisor works in this folder, or does not end in time
     */
    FileLock lock(Duration patience) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("supervisor.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            Optional<ProcessHandle> other = find();
            if (other.isPresent() || System.nanoTime() - end > 0) {
                channel.close();
                throw new ProcessStartException(other.map(process -> "running already, by process " + process.pid())
                                .orElse("still being stopped by an earlier run")
                        + ", in " + folder);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Says that this process is the supervisor now. */
    void announce() throws IOException {
        Files.writeString(pid(), ProcessIdentity.of(ProcessHandle.current()).toString());
    }
}
