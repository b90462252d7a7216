// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.issue.WriterFence;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.Medium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with the newest fencing number. It serves where the lock of the log does not: on a shared disk whose locks were lost
 * or never worked.
 */
final class FileWriterFence implements WriterFence {

    private final Path file;
    private final long number;

    /** Takes the next number; durable when it returns. */
    FileWriterFence(Path file, Medium medium) {
        this.file = file;
        try {
            this.number = Files.exists(file) ? Math.addExact(read(file), 1) : 1;
            new AtomicFile(medium).write(file, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new LogFailureException("the fencing number of the writer cannot be written; check the disk", e);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new LogFailureException(
                    "the file writer-fence in the data folder holds no number; make sure that no other process writes with"
                            + " this folder, then delete the file",
                    e);
        }
    }

    private static long read(Path file) throws IOException {
        return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean holds() {
        try {
            return read(file) == number;
        } catch (IOException | NumberFormatException e) {
            System.getLogger(FileWriterFence.class.getName())
                    .log(System.Logger.Level.WARNING, "the fencing number of the writer cannot be read", e);
            return false;
        }
    }
}
