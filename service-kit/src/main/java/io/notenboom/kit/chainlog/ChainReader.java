// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads segments of a chained log in order and checks the chain. */
final class ChainReader {

    static final String SUFFIX = ".jsonl";

    private final List<Path> segments;
    private long first = -1;
    private long sequence;
    private String previous = "";
    private long intactBytesOfLastSegment;
    private String segment = "";
    private long line;

    /** Over these segments, which follow each other. */
    ChainReader(List<Path> segments) {
        this.segments = List.copyOf(segments);
    }

    /** Segments, oldest first: their names sort by the sequence number of their first record. */
    static List<Path> segments(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new LogFailureException("cannot list " + directory, failure);
        }
    }

    /** Name of the segment that begins with a record. */
    static String name(long firstSequence) {
        return String.format(Locale.ROOT, "%016d%s", firstSequence, SUFFIX);
    }

    /** Sequence number with which a segment begins, by its name. */
    static long firstSequence(Path segment) {
        String name = segment.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException malformed) {
            throw new LogFailureException(name + " is not named as a segment of a log", malformed);
        }
    }

    /**
     * Reads all records.
     *
     * @param tornTailAllowed whether the very last line may be incomplete: the trace of a crash while writing it
     * @throws LogFailureException if the chain is broken anywhere else
     */
    void read(boolean tornTailAllowed, Consumer<ChainedRecord> consumer) {
        for (int index = 0; index < segments.size(); index++) {
            boolean last = index == segments.size() - 1;
            segment = segments.get(index).getFileName().toString();
            line = 0;
            requireFollows(segments.get(index));
            try (InputStream input = new BufferedInputStream(Files.newInputStream(segments.get(index)))) {
                readSegment(input, last && tornTailAllowed, consumer);
            } catch (IOException failure) {
                throw new LogFailureException("cannot read " + segments.get(index), failure);
            }
        }
    }

    private void requireFollows(Path file) {
        long named = firstSequence(file);
        if (first < 0) {
            first = named;
            sequence = named;
        } else if (named != sequence) {
            throw new LogFailureException(
                    "the segment begins with record " + named + ", but the one before ends before record " + sequence);
        }
    }

    private void readSegment(InputStream input, boolean tornTailAllowed, Consumer<ChainedRecord> consumer)
            throws IOException {
        intactBytesOfLastSegment = 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = input.read(); read >= 0; read = input.read()) {
            if (read == '\n') {
                line++;
                take(bytes.toByteArray(), consumer);
                intactBytesOfLastSegment += bytes.size() + 1;
                bytes.reset();
            } else if (bytes.size() >= ChainedRecord.MAX_BYTES) {
                line++;
                throw new LogFailureException("a line of the log is too long");
            } else {
                bytes.write(read);
            }
        }
        if (bytes.size() > 0 && !tornTailAllowed) {
            line++;
            throw new LogFailureException("the log ends in the middle of record " + sequence);
        }
    }

    private void take(byte[] bytes, Consumer<ChainedRecord> consumer) {
        ChainedRecord record = ChainedRecord.ofLine(bytes);
        if (sequence == first && sequence > 0 && previous.isEmpty()) {
            // what came before was removed: the first record that is left says what it follows
            previous = record.previous();
        }
        if (record.sequence() != sequence || !record.previous().equals(previous)) {
            throw new LogFailureException("the chain is broken at record " + sequence);
        }
        consumer.accept(record);
        sequence++;
        previous = record.hash();
    }

    /** Sequence number of the first record there is. */
    long first() {
        return Math.max(0, first);
    }

    /** How far the log has come. */
    ChainHead head() {
        return new ChainHead(sequence, previous);
    }

    /** How much of the last segment is complete lines. */
    long intactBytesOfLastSegment() {
        return intactBytesOfLastSegment;
    }

    /** File that was read last. */
    String segment() {
        return segment;
    }

    /** Line of that file that was read last, from 1. */
    long line() {
        return line;
    }
}
