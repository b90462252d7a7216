// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import io.notenboom.hosting.backup.checkpoint.BackupJson;
import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in which a restore remembers where it is. */
public final class RestoreFile {

    private static final int MAX_BYTES = 1024 * 1024;

    private final Path file;

    /** @param work the backup's own folder */
    public RestoreFile(Path work) {
        this.file = work.resolve("restore.json");
    }

    /** The restore that was begun last; it may have ended. */
    public Optional<RestoreRecord> read() throws IOException {
        return Files.exists(file)
                ? Optional.of(BackupJson.read(
                        Files.readAllBytes(file), MAX_BYTES, RestoreRecord.class, "the state of the restore " + file))
                : Optional.empty();
    }

    void write(RestoreRecord record) throws IOException {
        DurableFiles.write(file, BackupJson.write(record));
    }
}
