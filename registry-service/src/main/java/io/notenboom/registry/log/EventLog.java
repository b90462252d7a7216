// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.TreeHead;
import java.util.List;
import java.util.Optional;

/**
 * The append-only log of accepted events in this node's order of acceptance. Entries are never changed or removed. One
 * process writes at a time; an implementation refuses to open a log that another process has open. Reading is safe for many
 * threads and sees only entries that are durable. Failures of the medium are {@link LogFailureException}; after a failed
 * append the log refuses further appends until it is opened again, because it is not known what became durable.
 */
public interface EventLog extends AutoCloseable {

    /** The most entries that one append takes. */
    int MAX_BATCH = 256;

    /** Number of durable entries. */
    long size();

    /**
     * Appends entries in the given order; all are durable when it returns. After a crash during the call any prefix of the
     * entries may be there.
     *
     * @param expectedSize the size that the writer believes the log has
     * @param events 1 to {@link #MAX_BATCH} events, none of which is in the log
     */
    AppendOutcome append(long expectedSize, List<UnverifiedEvent> events);

    /**
     * Entries in order of acceptance.
     *
     * @param from first index
     * @param limit at most this many
     * @return empty at or past the end
     */
    List<LogEntry> read(long from, int limit);

    /**
     * Entries of one stream by sequence, from the given one on, at most {@code limit}; of a stream with several branches
     * those of all branches, at one place in the order of acceptance.
     */
    List<LogEntry> readStream(EventId stream, long fromSequence, int limit);

    /** The entry with this id. */
    Optional<LogEntry> find(EventId id);

    /** The ids of the first entries of a stream, in the order of the log. */
    List<EventId> streamIds(EventId stream, int limit);

    /** Size and Merkle root of the durable entries; the leaf of an entry is its compact form (RFC 6962 §2.1). */
    TreeHead head();

    /** The Merkle tree of the durable entries, for roots and proofs of any size up to that of {@link #head}. */
    MerkleTree tree();

    /** The log as others read it. */
    LogPublication publication();

    /** Whether an append failed, so that nothing more is appended until the log is opened again. */
    boolean failed();

    /** Releases files and locks. */
    @Override
    void close();
}
