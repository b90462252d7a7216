// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.BackupJson;
import io.notenboom.hosting.backup.checkpoint.Checkpoint.Previous;
import io.notenboom.hosting.backup.checkpoint.Manifest;
import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the backups made so far hold, kept beside the node, because who makes backups cannot read them. Losing it costs nothing
 * but a backup of everything.
 */
final class ExportState {

    private static final int MAX_BYTES = 512 * 1024 * 1024;

    private final Path done;
    private final Path begun;

    /** @param folder of its own */
    ExportState(Path folder) {
        this.done = folder.resolve("last.json");
        this.begun = folder.resolve("begun.json");
    }

    /**
     * A backup that was made.
     *
     * @param checkpoint its number and hash
     * @param manifest what it holds
     * @param recipients fingerprint of those who can read it
     */
    record Done(Previous checkpoint, Manifest manifest, String recipients) {}

    /**
     * A backup that was begun.
     *
     * @param manifest files whose bytes are all at the target
     * @param recipients fingerprint of those who can read them
     * @param nextPart number of its next part
     */
    record Begun(Manifest manifest, String recipients, int nextPart) {}

    Optional<Done> done() {
        return read(done, Done.class);
    }

    Optional<Begun> begun() {
        return read(begun, Begun.class);
    }

    void save(Begun state) throws IOException {
        DurableFiles.write(begun, BackupJson.write(state));
    }

    void save(Done state) throws IOException {
        DurableFiles.write(done, BackupJson.write(state));
        Files.deleteIfExists(begun);
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(BackupJson.read(Files.readAllBytes(file), MAX_BYTES, type, file.toString()));
        } catch (IOException | BackupException damaged) {
            return Optional.empty();
        }
    }
}
