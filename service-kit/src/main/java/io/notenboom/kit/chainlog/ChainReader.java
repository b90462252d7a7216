// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the segments of a chained log in order and checks the chain. */
final class ChainReader {

    static final String SUFFIX = ".jsonl";

    private final Path directory;
    private long sequence;
    private String previous = "";
    private long intactBytesOfLastSegment;

    ChainReader(Path directory) {
        this.directory = directory;
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

    /**
     * Reads all records.
     *
     * @param tornTailAllowed whether the very last line may be incomplete: the trace of a crash while writing it
     * @throws LogFailureException if the chain is broken anywhere else
     */
    void read(boolean tornTailAllowed, Consumer<ChainedRecord> consumer) {
        List<Path> segments = segments(directory);
        for (int index = 0; index < segments.size(); index++) {
            boolean last = index == segments.size() - 1;
            try (InputStream input = new BufferedInputStream(Files.newInputStream(segments.get(index)))) {
                readSegment(input, last && tornTailAllowed, consumer);
            } catch (IOException failure) {
                throw new LogFailureException("cannot read " + segments.get(index), failure);
            }
        }
    }

    private void readSegment(InputStream input, boolean tornTailAllowed, Consumer<ChainedRecord> consumer)
            throws IOException {
        intactBytesOfLastSegment = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = input.read(); read >= 0; read = input.read()) {
            if (read == '\n') {
                take(line.toByteArray(), consumer);
                intactBytesOfLastSegment += line.size() + 1;
                line.reset();
            } else if (line.size() >= ChainedRecord.MAX_BYTES) {
                throw new LogFailureException("a line of the log is too long");
            } else {
                line.write(read);
            }
        }
        if (line.size() > 0 && !tornTailAllowed) {
            throw new LogFailureException("the log ends in the middle of record " + sequence);
        }
    }

    private void take(byte[] line, Consumer<ChainedRecord> consumer) {
        ChainedRecord record = ChainedRecord.ofLine(line);
        if (record.sequence() != sequence || !record.previous().equals(previous)) {
            throw new LogFailureException("the chain is broken at record " + sequence);
        }
        consumer.accept(record);
        sequence++;
        previous = ChainedRecord.hash(line);
    }

    /** Number of records read. */
    long count() {
        return sequence;
    }

    /** Hash of the last line; empty if there is none. */
    String head() {
        return previous;
    }

    /** How much of the last segment is complete lines. */
    long intactBytesOfLastSegment() {
        return intactBytesOfLastSegment;
    }
}
