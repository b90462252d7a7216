// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.decision.FoundationDecisions;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.stream.StreamHead;
import java.util.List;
import java.util.Optional;

/** The streams that this node knows. Safe for many threads; shows only what is durable. */
public interface StreamDirectory {

    /** The heads of all streams, by stream id. */
    List<StreamHead> heads();

    /** The head of one stream. */
    Optional<StreamHead> head(EventId stream);

    /**
     * The events of a stream that count, by sequence, up to its head: without those at or after a fork that is not
     * resolved, and without those of a branch that lost.
     *
     * @param from first sequence
     * @param limit at most this many
     */
    List<LogEntry> chain(EventId stream, long from, int limit);

    /** All known forks, those that the Foundation resolved included. */
    List<ForkEvidence> forks();

    /** The forks directly after the head of a stream, that wait for a decision of the Foundation. */
    List<ForkEvidence> openForks(EventId stream);

    /** What the Foundation decided so far. */
    FoundationDecisions decisions();
}
