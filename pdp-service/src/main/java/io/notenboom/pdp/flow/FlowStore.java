// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The system of record of flows, shared by all replicas of a customer.
 *
 * <p>A write is atomic and durable when it returns: the new version, its place in the history and the note that its event is
 * still to be published are there all together or not at all. Every method throws {@link FlowStoreException} when the store
 * cannot be reached; then nothing is known of a write under way, and reading the flow tells.
 */
public interface FlowStore {

    /** Stores the first version of a flow; a conflict when the id is taken. */
    WriteOutcome create(Flow flow);

    /** Stores a next version; a conflict unless the stored version is the one before. */
    WriteOutcome replace(Flow flow);

    /** The current version of a flow. */
    Optional<Flow> find(String id);

    /** All versions of a flow, oldest first; empty for an unknown flow. */
    List<Flow> history(String id);

    /** Id and current version of every flow. */
    Map<String, Long> versions();

    /** Ids of flows with a change whose event may not have been published. */
    Set<String> unpublished();

    /** Notes that the event of this version was published; a later change keeps its own note. */
    void published(String id, long version);

    /** What became of a write. */
    @CheckReturnValue
    sealed interface WriteOutcome {

        /** Durable. */
        record Stored(Flow flow) implements WriteOutcome {}

        /** Somebody else was first; nothing was written. */
        record Conflict() implements WriteOutcome {}
    }

    /** The store cannot be reached or answered nonsense. */
    final class FlowStoreException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** With the failure below it. */
        public FlowStoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
