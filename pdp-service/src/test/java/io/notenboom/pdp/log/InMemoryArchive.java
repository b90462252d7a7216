// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A decision log in memory; one that takes nothing while its disk is full. */
public final class InMemoryArchive implements DecisionLog, DecisionArchive {

    private final List<ObjectNode> records = new ArrayList<>();
    private long segmentStart;
    private boolean full;

    @Override
    public synchronized void append(ObjectNode record) {
        if (full) {
            throw new IllegalStateException("the disk is full");
        }
        records.add(record.deepCopy());
    }

    /** From now on the disk is full, or not any more. */
    public synchronized void full(boolean now) {
        full = now;
    }

    /** Goes on in a new segment. */
    public synchronized void rotate() {
        segmentStart = records.size();
    }

    /** All records. */
    public synchronized List<ObjectNode> records() {
        return List.copyOf(records);
    }

    @Override
    public synchronized void replay(Consumer<ObjectNode> reader) {
        records.forEach(reader);
    }

    @Override
    public synchronized long segment() {
        return segmentStart;
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
        return sequence >= segmentStart ? segmentStart : 0;
    }
}
