// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** A folder with rendered files, for its owner only. Each file is replaced in one step. */
final class OutputFolder {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    private OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder, made when it is missing. */
    static OutputFolder at(Path folder) throws IOException {
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        return new OutputFolder(folder);
    }

    void write(String name, String text) throws IOException {
        Path temporary = Files.createTempFile(folder, name, ".new", OWNER_ONLY_FILE);
        Files.writeString(temporary, text);
        moveTo(name, temporary);
    }

    void link(String name, Path target) throws IOException {
        moveTo(name, Files.createSymbolicLink(folder.resolve(name + "." + UUID.randomUUID()), target));
    }

    private void moveTo(String name, Path temporary) throws IOException {
        Files.move(
                temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
