// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.log.AnnouncementMark;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.Medium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one number. A file that cannot be understood counts as 0: everything is announced again. */
final class FileAnnouncementMark implements AnnouncementMark {

    private final Path file;
    private final AtomicFile files;
    private long next;

    FileAnnouncementMark(Path file, Medium medium) {
        this.file = file;
        this.files = new AtomicFile(medium);
        this.next = read(file);
    }

    private static long read(Path file) {
        try {
            return Files.exists(file)
                    ? Math.max(0, Long.parseLong(Files.readString(file).strip()))
                    : 0;
        } catch (NumberFormatException e) {
            return 0;
        } catch (IOException e) {
            throw new LogFailureException("the announcement mark cannot be read; check the disk", e);
        }
    }

    @Override
    public synchronized long next() {
        return next;
    }

    @Override
    public synchronized void moveTo(long newNext) {
        try {
            files.write(file, Long.toString(newNext).getBytes(StandardCharsets.US_ASCII));
            next = newNext;
        } catch (IOException e) {
            throw new LogFailureException("the announcement mark cannot be written; check the disk", e);
        }
    }
}
