// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds records in the segments of a log by halving, so that a page costs some reads wherever in the log it is. */
final class SegmentSearch {

    private static final int CHUNK = 4_096;

    private final List<Path> segments;

    SegmentSearch(List<Path> segments) {
        this.segments = List.copyOf(segments);
    }

    /** Where a line begins. */
    record Place(int segment, long offset) {}

    /**
     * The place of the first record that is reached.
     *
     * @param reached false for the records up to some place in the log, true from there on
     */
    Place first(Predicate<ChainedRecord> reached) throws IOException {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Optional<ChainedRecord> opening = opening(segments.get(middle));
            if (opening.isEmpty() || reached.test(opening.get())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        // the place is in the segment before the first one whose first record is reached, or begins that one
        int segment = Math.max(0, low - 1);
        return segments.isEmpty() ? new Place(0, 0) : new Place(segment, offset(segments.get(segment), reached));
    }

    private static Optional<ChainedRecord> opening(Path segment) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            byte[] line = lineAt(channel, 0);
            return line.length == 0 ? Optional.empty() : Optional.of(ChainedRecord.ofLine(line));
        }
    }

    private static long offset(Path segment, Predicate<ChainedRecord> reached) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            long low = 0;
            long high = lineStart(channel, channel.size());
            while (low < high) {
                long start = lineStart(channel, (low + high) >>> 1);
                byte[] line = lineAt(channel, start);
                if (reached.test(ChainedRecord.ofLine(line))) {
                    high = start;
                } else {
                    low = start + line.length + 1;
                }
            }
            return low;
        }
    }

    /** Start of the line that holds the byte at an offset: behind the last end of line before it. */
    private static long lineStart(FileChannel channel, long offset) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long end = offset; end > 0; end -= CHUNK) {
            long begin = Math.max(0, end - CHUNK);
            chunk.clear().limit((int) (end - begin));
            readFully(channel, chunk, begin);
            for (int index = chunk.limit() - 1; index >= 0; index--) {
                if (chunk.get(index) == '\n') {
                    return begin + index + 1;
                }
            }
        }
        return 0;
    }

    private static void readFully(FileChannel channel, ByteBuffer chunk, long offset) throws IOException {
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, offset + chunk.position()) < 0) {
                throw new LogFailureException("a segment of the log became shorter");
            }
        }
    }

    /** A line without its end; empty if there is no complete one. */
    private static byte[] lineAt(FileChannel channel, long offset) throws IOException {
        channel.position(offset);
        return readLine(Channels.newInputStream(channel), CHUNK).orElse(new byte[0]);
    }

    private static Optional<byte[]> readLine(InputStream unbuffered, int buffer) throws IOException {
        return readLine(new BufferedInputStream(unbuffered, buffer));
    }

    /** The next complete line; empty at the end, and for what a writer has not finished. */
    static Optional<byte[]> readLine(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = input.read(); read >= 0; read = input.read()) {
            if (read == '\n') {
                return Optional.of(line.toByteArray());
            }
            if (line.size() >= ChainedRecord.MAX_BYTES) {
                throw new LogFailureException("a line of the log is too long");
            }
            line.write(read);
        }
        return Optional.empty();
    }
}
