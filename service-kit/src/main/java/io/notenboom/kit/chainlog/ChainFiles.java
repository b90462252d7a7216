// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads the files of a log without the service that writes it, as far as they were written when this was made. */
public final class ChainFiles {

    private final Path directory;
    private final List<Path> segments;
    private final ChainHead head;

    /** @throws LogFailureException if the end of the log is broken or cannot be read */
    public ChainFiles(Path directory) {
        this.directory = directory;
        this.segments = ChainReader.segments(directory);
        ChainReader reader = new ChainReader(segments.subList(Math.max(0, segments.size() - 2), segments.size()));
        reader.read(true, record -> {});
        this.head = reader.head();
    }

    /** How far the log has come. */
    public ChainHead head() {
        return head;
    }

    /** The files, oldest first. */
    public List<LogSegment> segments() {
        return segments.stream()
                .map(file -> new LogSegment(
                        file.getFileName().toString(),
                        ChainReader.firstSequence(file),
                        file.toFile().length()))
                .toList();
    }

    /** A page, see {@link HashChainedLog#read}. */
    public List<LoggedRecord> read(long from, int limit) {
        return new ChainPages(directory, head.records()).read(from, limit);
    }

    /** Where a time is in the log, see {@link HashChainedLog#firstAtOrAfter}. */
    public OptionalLong firstAtOrAfter(Instant time, Function<JsonNode, Instant> timeOf) {
        return new ChainPages(directory, head.records()).firstAtOrAfter(time, timeOf);
    }
}
