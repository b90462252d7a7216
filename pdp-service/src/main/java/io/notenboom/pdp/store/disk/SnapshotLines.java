// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a file, one at a time, so that a large file needs little memory. */
final class SnapshotLines implements AutoCloseable {

    private static final int BUFFER = 65_536;

    private final InputStream file;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int from;
    private int number;

    /** @param longest what a line has beyond this many bytes and one is left out, so that its length is wrong and not its memory */
    SnapshotLines(Path path, int longest) throws IOException {
        this.file = Files.newInputStream(path);
        this.longest = longest;
    }

    /** The next line that ends as one; empty when there is none: what comes after the last end of a line is not whole. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (fill()) {
            int to = from;
            while (to < filled && buffer[to] != '\n') {
                to++;
            }
            line.write(buffer, from, Math.min(to - from, longest + 1 - line.size()));
            from = to;
            if (to < filled) {
                from++;
                number++;
                return Optional.of(line.toByteArray());
            }
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        if (from == filled) {
            from = 0;
            filled = Math.max(0, file.read(buffer));
        }
        return filled > 0;
    }

    /** The number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
