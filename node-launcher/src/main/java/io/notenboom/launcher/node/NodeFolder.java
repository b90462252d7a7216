// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Layout of the folder of one node. All of it is readable by its owner only.
 *
 * @param root absolute path of the node's folder
 */
public record NodeFolder(Path root) {

    public NodeFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Folder of Redis: configuration, append-only file. */
    public Path redis() {
        return folder("redis");
    }

    /** Folder of the sealed-file custodian. */
    public Path custody() {
        return folder("custody");
    }

    /** Working folder of a service. */
    public Path service(ServiceKind service) {
        return folder(service.shortName());
    }

    /** Folder of a service's durable files. */
    public Path data(ServiceKind service) {
        return folder(service.shortName() + "/data");
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
            Path directory = file.toAbsolutePath().getParent();
            Path temporary = Files.createTempFile(
                    directory,
                    file.getFileName().toString(),
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(temporary, content);
            return Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }
}
