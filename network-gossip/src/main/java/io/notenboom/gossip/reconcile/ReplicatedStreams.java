// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The log that gossip replicates. Safe for many threads; may block on the disk. Shows only what is durable. A failing medium
 * is an unchecked exception; then nothing is known to be stored.
 */
public interface ReplicatedStreams {

    /** The heads of all streams. */
    List<StreamEntry> heads();

    /** The head of one stream. */
    Optional<StreamEntry> head(Digest sid);

    /**
     * Events of a stream in order. Of a forked stream those before the fork and then, at the end, the events that prove it.
     *
     * @param from sequence of the first
     * @param limit at most this many, and at most what a message takes
     * @return without events if there are none from there on or the stream is not known
     */
    EventSuffix suffix(Digest sid, long from, int limit);

    /**
     * Judges events in order and stores the valid ones. What it calls accepted is durable.
     *
     * @param events compact form, at most 256
     * @return one verdict for each, in the same order
     */
    List<Verdict> offer(List<String> events);

    /** Proofs of all known forks. */
    List<ForkProof> forks();
}
