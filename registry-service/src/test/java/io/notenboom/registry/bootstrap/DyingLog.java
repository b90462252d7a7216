// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.TreeHead;
import java.util.List;
import java.util.Optional;

/** A log whose process dies at one of its appends, before or after the entries became durable. */
final class DyingLog implements EventLog {

    private final EventLog log;
    private final boolean after;
    private int left;

    /** @param appends how many appends work before the last one */
    DyingLog(EventLog log, int appends, boolean after) {
        this.log = log;
        this.left = appends;
        this.after = after;
    }

    @Override
    public AppendOutcome append(long expectedSize, List<UnverifiedEvent> events) {
        if (left-- > 0) {
            return log.append(expectedSize, events);
        }
        if (after) {
            var unused = log.append(expectedSize, events);
        }
        throw new LogFailureException("the process died");
    }

    @Override
    public long size() {
        return log.size();
    }

    @Override
    public List<LogEntry> read(long from, int limit) {
        return log.read(from, limit);
    }

    @Override
    public List<LogEntry> readStream(EventId stream, long fromSequence, int limit) {
        return log.readStream(stream, fromSequence, limit);
    }

    @Override
    public Optional<LogEntry> find(EventId id) {
        return log.find(id);
    }

    @Override
    public List<EventId> streamIds(EventId stream, int limit) {
        return log.streamIds(stream, limit);
    }

    @Override
    public TreeHead head() {
        return log.head();
    }

    @Override
    public MerkleTree tree() {
        return log.tree();
    }

    @Override
    public LogPublication publication() {
        return log.publication();
    }

    @Override
    public boolean failed() {
        return log.failed();
    }

    @Override
    public void close() {
        log.close();
    }
}
