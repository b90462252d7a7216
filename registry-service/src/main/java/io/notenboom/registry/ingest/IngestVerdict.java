// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.log.ForkEvidence;

/** What became of a delivered event. */
@CheckReturnValue
public sealed interface IngestVerdict {

    /** It is durable in the log at this index. What the rules say of it shows in the projection. */
    record Accepted(EventId id, long index) implements IngestVerdict {}

    /** It was in the log already. */
    record Duplicate(EventId id) implements IngestVerdict {}

    /**
     * It may become valid: it is kept in memory and tried again. Whoever delivered it has not been rid of it.
     *
     * @param id the event
     * @param stream its stream
     * @param reason why it waits
     * @param expectedSequence the sequence that this node needs next of that stream
     */
    record Held(EventId id, EventId stream, HeldReason reason, long expectedSequence) implements IngestVerdict {}

    /**
     * It is not valid and never will be in this node's log.
     *
     * @param code stable code, lower case with hyphens
     */
    record Rejected(String code) implements IngestVerdict {}

    /** It contradicts an event in the log with a signature as valid; the stream is frozen before it. */
    record Fork(ForkEvidence evidence) implements IngestVerdict {}
}
