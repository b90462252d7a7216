// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Tries whether a folder can be written to again. */
public final class DiskProbe {

    /** More than a start and a batch of events need. */
    private static final int BYTES = 8 << 20;

    private static final int STEP = 1 << 16;

    private DiskProbe() {}

    /** Writes a file of 8 MiB, makes it durable and deletes it; returns whether all that succeeded. */
    public static boolean canWrite(Path folder) {
        Path file = folder.resolve("probe.new");
        try {
            write(file);
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stillThere) {
                e.addSuppressed(stillThere);
            }
            System.getLogger(DiskProbe.class.getName())
                    .log(System.Logger.Level.DEBUG, "the data folder cannot be written", e);
            return false;
        }
    }

    private static void write(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(STEP);
            for (int written = 0; written < BYTES; ) {
                written += channel.write(zeros.rewind());
            }
            channel.force(true);
        }
    }
}
