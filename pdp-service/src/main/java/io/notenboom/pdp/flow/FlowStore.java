// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.Collection;
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

    /** How many versions of a flow are kept. */
    int KEPT_VERSIONS = 100;

    /** Stores the first version of a flow; a conflict when the id is taken. */
    WriteOutcome create(Flow flow);

    /** Stores a next version; a conflict unless the stored version is the one before. */
    WriteOutcome replace(Flow flow);

    /** The current version of a flow. */
    Optional<Flow> find(String id);

    /** The current versions of these flows, without those that are not there; in few round trips. */
    List<Flow> findAll(Collection<String> ids);

    /** The last {@value #KEPT_VERSIONS} versions of a flow, oldest first; empty for an unknown flow. */
    List<Flow> history(String id);

    /** Stores a version of a flow that the store lost: a conflict when it has this version or a later one. */
    WriteOutcome putBack(Flow flow);

    /** Removes this version of a flow with its history and its note; answers false, and leaves it, when a later one is there. */
    boolean remove(Flow flow);

    /** The name that the store was given when it was first used; empty when it never was, or lost everything. */
    Optional<String> identity();

    /** Gives the store a name unless it has one; answers the one that it has then. */
    String initialise(String identity);

    /** The position of the latest change in the log of changes. */
    String position();

    /** Which flows changed after a position; {@link Changes.Gap} for whatever is no position of this store. */
    Changes changesAfter(String position);

    /** What time it is where the store is. */
    Instant time();

    /** Id and current version of every flow. */
    Map<String, Long> versions();

    /** Ids of flows with a change whose event may not have been published. */
    Set<String> unpublished();

    /** Notes that the events of these versions were published; a later change keeps its own note. */
    void published(Collection<Flow> flows);

    /** What the log of changes says; it keeps about the last 100,000. */
    @CheckReturnValue
    sealed interface Changes {

        /** A version that is not told. */
        long UNKNOWN = -1;

        /**
         * Nothing is missing in between.
         *
         * @param flows ids of the flows that were written or removed, each with the last version that the log names: 0 for one
         *     that was removed, {@link #UNKNOWN} where the log names none; empty when nothing changed
         * @param position of the last of these changes
         * @param more whether later changes are there
         */
        record Since(Map<String, Long> flows, String position, boolean more) implements Changes {

            public Since {
                flows = Map.copyOf(flows);
            }
        }

        /** The position is not in the log: it is too old, or the store lost what it had. */
        record Gap() implements Changes {}
    }

    /** What became of a write. */
    @CheckReturnValue
    sealed interface WriteOutcome {

        /** Durable. */
        record Stored(Flow flow) implements WriteOutcome {}

        /** Somebody else was first; nothing was written. */
        record Conflict() implements WriteOutcome {}
    }

    /** The store cannot be reached, answered nonsense, or lost what it had. */
    final class FlowStoreException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** The text is shown to callers and says what to do. */
        public FlowStoreException(String message) {
            super(message);
        }

        /** With the failure below it. */
        public FlowStoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
