// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The entries of the bundle that is not full yet, in {@link WriteAheadFrames}. A frame is written only after the one before it
 * is durable. So a bad frame at the end was never acknowledged and is cut off at start; a bad frame with a good one after it
 * is damage, and the log does not open.
 */
final class WriteAheadFile implements AutoCloseable {

    private final Medium medium;
    private final FileChannel file;
    private final List<String> recovered;
    private final boolean torn;

    private WriteAheadFile(Medium medium, FileChannel file, List<String> recovered, boolean torn) {
        this.medium = medium;
        this.file = file;
        this.recovered = recovered;
        this.torn = torn;
    }

    /** Opens or creates the file, and cuts off an unfinished frame at its end. */
    static WriteAheadFile open(Path path, Medium medium) throws IOException {
        FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                DiskMedium.PRIVATE_FILE);
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
                continue;
            }
            bytes.flip();
            List<String> entries = new ArrayList<>();
            int good = WriteAheadFrames.read(bytes, entries);
            boolean torn = good < bytes.limit();
            if (torn) {
                refuseDamage(path, bytes, good);
                medium.truncate(file, good);
            }
            return new WriteAheadFile(medium, file, entries, torn);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void refuseDamage(Path path, ByteBuffer bytes, int bad) {
        for (int position = bad + 1; position <= bytes.limit() - WriteAheadFrames.HEADER; position++) {
            if (WriteAheadFrames.at(bytes, position).isPresent()) {
                throw new LogFailureException("the event log is damaged in the middle of " + path.getFileName()
                        + "; restore its folder from a backup, or empty it to fetch everything from the peers");
            }
        }
    }

    /** The entries that were in the file when it was opened. */
    List<String> recovered() {
        return List.copyOf(recovered);
    }

    /** Whether an unfinished frame was cut off when it was opened. */
    boolean wasTorn() {
        return torn;
    }

    /** Adds entries as one frame; durable when it returns. */
    void append(List<String> entries) throws IOException {
        medium.append(file, WriteAheadFrames.write(entries));
        medium.force(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
