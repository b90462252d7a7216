// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.log.LogEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the log, and tells whether an index that was found belongs to it. */
final class LogPosition {

    private final Map<EventId, StreamEntry> heads = new HashMap<>();
    private final @Nullable IndexStamp found;
    private long next;
    private boolean passed;

    /** @param found up to where the index that was found is complete; null if there is none */
    LogPosition(@Nullable IndexStamp found) {
        this.found = found;
        this.passed = found != null && found.equals(now());
    }

    /** Entries were added to the log. */
    synchronized void add(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            heads.put(
                    entry.stream(),
                    StreamEntry.of(
                            new Digest(entry.stream().value()),
                            entry.sequence(),
                            new Digest(entry.id().value())));
            next = entry.index() + 1;
            if (found != null && next == found.logIndex()) {
                passed = found.equals(now());
            }
        }
    }

    /** Whether the log begins with exactly those entries that the found index covers. */
    synchronized boolean fits() {
        return passed;
    }

    /** Whether the found index already has an entry. */
    synchronized boolean covers(LogEntry entry) {
        return found != null && entry.index() < found.logIndex();
    }

    /** Where the log is. */
    synchronized IndexStamp now() {
        return new IndexStamp(next, HeadsTrie.of(heads.values()).root().value());
    }
}
