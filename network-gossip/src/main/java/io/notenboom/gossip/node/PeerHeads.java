// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerDirectory;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.reconcile.ReplicatedStreams;
import io.notenboom.gossip.transport.PeerConnection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks peers where they stand in one stream: what a writer has to know before it signs again after a start, because its own
 * log may be from a backup. Safe for many threads; blocks for as long as a call to a peer may take.
 */
public interface PeerHeads {

    /**
     * What came back.
     *
     * @param told the peers that answered, and what
     * @param silent the peers that were asked and did not answer
     */
    record Heads(List<Told> told, List<KnownPeer> silent) {

        /** Copies the lists. */
        public Heads {
            told = List.copyOf(told);
            silent = List.copyOf(silent);
        }
    }

    /**
     * The answer of one peer, over mTLS with its node identity certificate.
     *
     * @param peer the peer
     * @param head where it stands; null if it does not know the stream
     */
    record Told(KnownPeer peer, @Nullable StreamEntry head) {}

    /** Asks through a connection. */
    static PeerHeads over(
            PeerDirectory directory, PeerConnection connection, ReplicatedStreams streams, RandomGenerator random) {
        return new HeadQuestions(directory, connection, streams, random);
    }

    /**
     * Asks all bootstrap peers and up to 32 others, drawn from all known peers, at the same time. Never throws for a peer
     * that fails; both lists are empty if no peers are known.
     */
    Heads headsOf(Digest sid);

    /**
     * Fetches what this node lacks of a stream from one peer and stores it, in order, until the peer has no more, an event is
     * refused or a fork shows.
     *
     * @return where this node stands afterwards; null if it does not know the stream
     * @throws io.notenboom.gossip.transport.PeerFailureException if the peer fails on the way; what was stored stays
     */
    @Nullable
    StreamEntry fetch(Digest sid, KnownPeer from);
}
