// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Loopback ports from {@value #FIRST} to {@value #LAST}, below the range from which the kernel takes client ports. A port is
 * held by a lock on a file until {@link #close()} or the end of this process, so two launchers of one user never hand out
 * the same port, also between the moment a port is chosen and the moment it is bound. Safe for many threads.
 */
public final class PortReservations implements AutoCloseable {

    /** First port handed out. */
    public static final int FIRST = 20_000;

    /** Last port handed out. */
    public static final int LAST = 31_999;

    private static final int ATTEMPTS = 2_000;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, FileLock> held = new HashMap<>();

    /** Keeps its lock files in a folder of this user under the system's temporary folder. */
    public PortReservations() {
        this(Path.of(System.getProperty("java.io.tmpdir"), "notenboom-ports-" + System.getProperty("user.name")));
    }

    PortReservations(Path directory) {
        this.directory = directory;
    }

    /**
     * Reserves a port that nothing listens on.
     *
     * @throws IllegalStateException if no free port was found
     */
    public synchronized int reserve() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FIRST + random.nextInt(LAST - FIRST + 1);
            Optional<FileLock> lock = held.containsKey(port) ? Optional.empty() : lock(port);
            if (lock.isPresent()) {
                if (isFree(port)) {
                    held.put(port, lock.get());
                    return port;
                }
                release(lock.get());
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    /**
     * Reserves this port if nothing listens on it and nobody else has reserved it.
     *
     * @return whether it is reserved now, be it since before
     */
    public synchronized boolean claim(int port) {
        if (held.containsKey(port)) {
            return true;
        }
        Optional<FileLock> lock = lock(port);
        if (lock.isPresent() && isFree(port)) {
            held.put(port, lock.get());
            return true;
        }
        lock.ifPresent(PortReservations::release);
        return false;
    }

    private Optional<FileLock> lock(int port) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel channel = FileChannel.open(
                    directory.resolve(port + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException heldInThisProcess) {
                return Optional.empty();
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            return Optional.ofNullable(lock);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot reserve a port in " + directory, failure);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.channel().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Gives all ports back. */
    @Override
    public synchronized void close() {
        held.values().forEach(PortReservations::release);
        held.clear();
    }
}
