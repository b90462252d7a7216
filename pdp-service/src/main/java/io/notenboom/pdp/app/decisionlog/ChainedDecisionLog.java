// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.chainlog.LogFailureException;
import io.notenboom.kit.chainlog.LogSegment;
import io.notenboom.kit.chainlog.LoggedRecord;
import io.notenboom.pdp.log.DecisionArchive;
import io.notenboom.pdp.log.DecisionLog;
import io.notenboom.pdp.log.LogQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The decision log in hash-chained segments on disk. It takes nothing while the disk has less room than it is to keep free, so
 * that it stops between two records and goes on by itself when there is room again.
 */
final class ChainedDecisionLog implements DecisionLog, DecisionArchive {

    private static final int PAGE = 1_000;

    /** How many records are read at start, which must not take long; any older decision is found by its time. */
    private static final int RECENT = 2_000;

    private final HashChainedLog log;
    private final LongSupplier freeBytes;
    private final long minimumFreeBytes;

    /** @param freeBytes room on the disk at present */
    ChainedDecisionLog(HashChainedLog log, LongSupplier freeBytes, long minimumFreeBytes) {
        this.log = log;
        this.freeBytes = freeBytes;
        this.minimumFreeBytes = minimumFreeBytes;
    }

    @Override
    public long append(List<ObjectNode> records) {
        if (freeBytes.getAsLong() < minimumFreeBytes) {
            throw new LogFailureException("the disk of the decision log has less than " + minimumFreeBytes
                    + " bytes free: no decision is given until there is more");
        }
        return log.append(records);
    }

    @Override
    public Optional<ObjectNode> at(long place) {
        return read(place, 1).stream()
                .filter(entry -> entry.sequence() == place)
                .map(Entry::content)
                .findFirst();
    }

    @Override
    public void replay(Consumer<Entry> reader) {
        long from = Math.max(first(), log.size() - RECENT);
        while (from < log.size()) {
            List<Entry> page = read(from, PAGE);
            if (page.isEmpty()) {
                return;
            }
            page.forEach(reader);
            from = page.getLast().sequence() + 1;
        }
    }

    @Override
    public long segment() {
        return log.segmentStart();
    }

    @Override
    public List<Entry> read(long from, int limit) {
        List<Entry> entries = new ArrayList<>();
        for (LoggedRecord record : log.read(from, limit)) {
            if (record.record() instanceof ObjectNode content) {
                entries.add(new Entry(record.sequence(), content));
            }
        }
        return entries;
    }

    @Override
    public long first() {
        return log.first();
    }

    @Override
    public long size() {
        return log.size();
    }

    @Override
    public OptionalLong firstAtOrAfter(Instant time) {
        return log.firstAtOrAfter(time, LogQuery::timeOf);
    }

    @Override
    public long segmentOf(long sequence) {
        return log.segments().stream()
                .mapToLong(LogSegment::firstSequence)
                .filter(first -> first <= sequence)
                .max()
                .orElse(first());
    }
}
