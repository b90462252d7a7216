// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A decision log in memory; one that takes nothing while its disk is full. */
public final class InMemoryArchive implements DecisionLog, DecisionArchive {

    private final List<ObjectNode> records = new ArrayList<>();
    private final NavigableSet<Long> segments = new TreeSet<>(Set.of(0L));
    private boolean full;
    private boolean rotates;

    @Override
    public synchronized long append(List<ObjectNode> together) {
        if (full) {
            throw new IllegalStateException("the disk is full");
        }
        if (rotates) {
            rotates = false;
            rotate();
        }
        together.forEach(record -> records.add(record.deepCopy()));
        return records.size() - 1L;
    }

    @Override
    public synchronized Optional<ObjectNode> at(long place) {
        return read(place, 1).stream().map(Entry::content).findFirst();
    }

    /** The segment ends before the next append, and whoever asked for it before does not know. */
    public synchronized void rotateAtNextAppend() {
        rotates = true;
    }

    /** From now on the disk is full, or not any more. */
    public synchronized void full(boolean now) {
        full = now;
    }

    /** Goes on in a new segment. */
    public synchronized void rotate() {
        segments.add((long) records.size());
    }

    /** All records. */
    public synchronized List<ObjectNode> records() {
        return List.copyOf(records);
    }

    @Override
    public synchronized void replay(Consumer<Entry> reader) {
        read(0, records.size()).forEach(reader);
    }

    @Override
    public synchronized long segment() {
        return segments.getLast();
    }

    @Override
    public synchronized List<Entry> read(long from, int limit) {
        List<Entry> page = new ArrayList<>();
        for (long at = from; at < records.size() && page.size() < limit; at++) {
            page.add(new Entry(at, records.get((int) at)));
        }
        return page;
    }

    @Override
    public long first() {
        return 0;
    }

    @Override
    public synchronized long size() {
        return records.size();
    }

    @Override
    public synchronized OptionalLong firstAtOrAfter(Instant time) {
        for (int at = 0; at < records.size(); at++) {
            if (!LogQuery.timeOf(records.get(at)).isBefore(time)) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public synchronized long segmentOf(long sequence) {
        return Objects.requireNonNullElse(segments.floor(sequence), 0L);
    }
}
