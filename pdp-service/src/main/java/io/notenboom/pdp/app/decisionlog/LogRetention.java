// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.chainlog.LogSegment;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/**
 * Removes what is kept no longer: whole segments, oldest first, never the one that is written to. A record says so before, in
 * the chain itself, so that a log that begins later than with its first record explains itself.
 */
final class LogRetention {

    private final HashChainedLog log;
    private final DecisionJournal journal;
    private final Limits limits;
    private final InstantSource clock;

    /** @param maxBytes most bytes of the log; {@link Long#MAX_VALUE} for no limit */
    record Limits(Duration keep, long maxBytes) {}

    LogRetention(HashChainedLog log, DecisionJournal journal, Limits limits, InstantSource clock) {
        this.log = log;
        this.journal = journal;
        this.limits = limits;
        this.clock = clock;
    }

    /** Removes what has to go; answers how many segments that were. */
    int run() {
        List<LogSegment> segments = log.segments();
        long before = Math.max(older(segments), tooLarge(segments));
        if (before <= log.first()) {
            return 0;
        }
        journal.retention(before);
        return log.removeBefore(before);
    }

    /** First record of the first segment that has to stay, because something in it is young enough. */
    private long older(List<LogSegment> segments) {
        Instant limit = clock.instant().minus(limits.keep());
        OptionalLong young = log.firstAtOrAfter(limit, LogQuery::timeOf);
        long stays = young.orElse(log.size());
        return segments.stream()
                .mapToLong(LogSegment::firstSequence)
                .filter(first -> first <= stays)
                .max()
                .orElse(0);
    }

    private long tooLarge(List<LogSegment> segments) {
        long bytes = segments.stream().mapToLong(LogSegment::bytes).sum();
        int gone = 0;
        while (bytes > limits.maxBytes() && gone + 1 < segments.size()) {
            bytes -= segments.get(gone).bytes();
            gone++;
        }
        return segments.isEmpty() ? 0 : segments.get(gone).firstSequence();
    }
}
