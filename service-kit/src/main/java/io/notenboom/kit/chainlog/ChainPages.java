// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads pages of a log while it grows. Of a page, every record but the first is checked to follow the one before it. */
final class ChainPages {

    private final List<Path> segments;
    private final SegmentSearch search;
    private final long end;

    /** @param end sequence number after the last record that may be shown */
    ChainPages(Path directory, long end) {
        this.segments = ChainReader.segments(directory);
        this.search = new SegmentSearch(segments);
        this.end = end;
    }

    List<LoggedRecord> read(long from, int limit) {
        if (from >= end || limit == 0) {
            return List.of();
        }
        try {
            SegmentSearch.Place place = search.first(record -> record.sequence() >= from);
            List<LoggedRecord> page = new ArrayList<>();
            Continuity continuity = new Continuity();
            for (int index = place.segment(); index < segments.size() && page.size() < limit; index++) {
                long offset = index == place.segment() ? place.offset() : 0;
                readSegment(segments.get(index), offset, limit, continuity, page);
            }
            return List.copyOf(page);
        } catch (IOException failure) {
            throw new LogFailureException("the log cannot be read", failure);
        }
    }

    private void readSegment(Path segment, long offset, int limit, Continuity continuity, List<LoggedRecord> page)
            throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            channel.position(offset);
            InputStream input = new BufferedInputStream(Channels.newInputStream(channel));
            while (page.size() < limit) {
                Optional<byte[]> line = SegmentSearch.readLine(input);
                if (line.isEmpty()) {
                    return;
                }
                ChainedRecord record = continuity.take(line.get());
                if (record.sequence() >= end) {
                    return;
                }
                page.add(new LoggedRecord(record.sequence(), record.record()));
            }
        }
    }

    OptionalLong firstAtOrAfter(Instant time, Function<JsonNode, Instant> timeOf) {
        try {
            SegmentSearch.Place place = search.first(record ->
                    record.sequence() >= end || !timeOf.apply(record.record()).isBefore(time));
            List<LoggedRecord> found = new ArrayList<>();
            for (int index = place.segment(); index < segments.size() && found.isEmpty(); index++) {
                readSegment(
                        segments.get(index), index == place.segment() ? place.offset() : 0, 1, new Continuity(), found);
            }
            return found.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(found.getFirst().sequence());
        } catch (IOException failure) {
            throw new LogFailureException("the log cannot be read", failure);
        }
    }

    /** Checks that each line follows the one before. */
    private static final class Continuity {

        private Optional<String> previous = Optional.empty();
        private long next;

        ChainedRecord take(byte[] line) {
            ChainedRecord record = ChainedRecord.ofLine(line);
            boolean follows = previous.isEmpty()
                    || (record.sequence() == next && record.previous().equals(previous.get()));
            if (!follows) {
                throw new LogFailureException("the chain is broken at record " + next);
            }
            previous = Optional.of(record.hash());
            next = record.sequence() + 1;
            return record;
        }
    }
}
