// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.launcher.process.SupervisorFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Layout of the folder of one node. All of it is readable by its owner only.
 *
 * @param root absolute path of the node's folder
 */
public record NodeFolder(Path root) {

    public NodeFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** @throws IllegalStateException if a node of the other shape left its files: this one would not find them */
    void requireShape(boolean small) {
        NodeProgram other = small ? NodeProgram.of(ServiceKind.REGISTRY) : NodeProgram.SMALL_NODE;
        if (Files.isDirectory(root.resolve(other.folder()).resolve("data"))) {
            throw new IllegalStateException(root + " has the files of a node "
                    + (small ? "of several processes: start it as such" : "of one process: start it as a small one")
                    + ", or give another folder");
        }
    }

    /** Folder of Redis: configuration, append-only file. */
    public Path redis() {
        return folder("redis");
    }

    /** Folder of the sealed-file custodian. */
    public Path custody() {
        return folder("custody");
    }

    /** Working folder of a process. */
    public Path program(NodeProgram program) {
        return folder(program.folder());
    }

    /** Folder of a process' configuration. */
    Path configuration(NodeProgram program) {
        return folder(program.folder() + "/config");
    }

    /** Folder of a process' durable files. */
    public Path data(NodeProgram program) {
        return folder(program.folder() + "/data");
    }

    /** Folder of the durable files of a service that is a process of its own. */
    public Path data(ServiceKind service) {
        return data(NodeProgram.of(service));
    }

    /** Folder of the gateway's configuration and temporary files. */
    public Path nginx() {
        return folder("nginx");
    }

    /** Certificates and keys of the public listeners. */
    public Path tls() {
        return folder("tls");
    }

    /** Secrets that are not keys: API tokens, passwords, the custodian's passphrase. */
    public Path tokens() {
        return folder("tokens");
    }

    /** Presentation definitions by scope. */
    public Path policies() {
        return folder("policy");
    }

    /** What the supervisor of this node keeps, when it has one of its own. */
    public SupervisorFiles supervisor() {
        return new SupervisorFiles(root.resolve("run"));
    }

    /** Log file of a process. */
    public Path log(String process) {
        return folder("log").resolve(process + ".log");
    }

    private Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + folder, failure);
        }
        return folder;
    }

    /** Writes a file that only its owner may read; replaces an older one in one step. */
    public static Path writePrivate(Path file, String content) {
        try {
            return replace(file, content, false);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    /** As {@link #writePrivate}, and on disk when it returns: for what cannot be made again. */
    static Path writeDurably(Path file, String content) {
        try {
            Path written = replace(file, content, true);
            force(parent(file));
            return written;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    /** Puts a file in the place of another one in the same folder, in one step; on disk when it returns. */
    static void moveDurably(Path file, Path target) {
        try {
            var _ = Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent(target));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot replace " + target, failure);
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static Path replace(Path file, String content, boolean durably) throws IOException {
        Path temporary = Files.createTempFile(
                parent(file),
                file.getFileName().toString(),
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    temporary, content, durably ? StandardOpenOption.DSYNC : StandardOpenOption.TRUNCATE_EXISTING);
            return Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
    }
}
