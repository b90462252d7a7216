// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.guard;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.BackupJson;
import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of the host, best on another disk than the node and the backups. */
public final class FileRollbackGuard implements RollbackGuard {

    private static final int MAX_BYTES = 4_096;

    private final Path file;

    /** @param file need not exist */
    public FileRollbackGuard(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Highest> highest() {
        try {
            return Files.exists(file)
                    ? Optional.of(BackupJson.read(
                            Files.readAllBytes(file), MAX_BYTES, Highest.class, "the rollback guard " + file))
                    : Optional.empty();
        } catch (IOException failure) {
            throw new BackupException("the rollback guard cannot be read: " + file, failure);
        }
    }

    @Override
    public void raise(Highest checkpoint) {
        if (highest().filter(known -> known.number() >= checkpoint.number()).isPresent()) {
            return;
        }
        try {
            DurableFiles.write(file, BackupJson.write(checkpoint));
        } catch (IOException failure) {
            throw new BackupException("the rollback guard cannot be written: " + file, failure);
        }
    }
}
