// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private static final int SOCKET_NAME = 24;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    public SupervisorFiles {
        folder = folder.toAbsolutePath();
    }

    void makeFolder() throws IOException {
        makePrivate(folder);
    }

    /** Makes the folder of the socket; nobody else gets in. */
    void makeSocketFolder() throws IOException {
        Path sockets = Objects.requireNonNull(socket().getParent());
        makePrivate(sockets);
        if (!Files.getOwner(sockets).equals(Files.getOwner(folder))
                || !Files.getPosixFilePermissions(sockets).equals(OWNER_ONLY)) {
            throw new IOException(sockets + " belongs to somebody else, or others may use it: remove it");
        }
    }

    private static void makePrivate(Path made) throws IOException {
        Files.createDirectories(made, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    Path pid() {
        return folder.resolve("supervisor.pid");
    }

    Path processes() {
        return folder.resolve("supervisor.processes");
    }

    /** Where a detached supervisor takes requests; not in the folder, because the path of a socket may have 107 bytes only. */
    Path socket() {
        String name;
        try {
            name = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(folder.normalize().toString().getBytes(StandardCharsets.UTF_8)))
                    .substring(0, SOCKET_NAME);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "notenboom-run-" + System.getProperty("user.name"),
                name + ".sock");
    }

    Path log() {
        return folder.resolve("supervisor.log");
    }

    /** The supervisor of this folder, if it runs and is not ending already. */
    public Optional<ProcessHandle> find() {
        try {
            return ProcessIdentity.parse(Files.readString(pid())).flatMap(ProcessIdentity::find);
        } catch (IOException endedOrUnreadable) {
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
