// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import java.time.Duration;
import java.util.List;

/** What the engine is told. */
public sealed interface Input {

    /** Time went on; due at {@link GossipEngine#nextWake} at the latest. */
    record Tick() implements Input {}

    /** These streams have new heads, and that is durable. */
    record Committed(List<StreamEntry> heads) implements Input {

        /** Copies the heads. */
        public Committed {
            heads = List.copyOf(heads);
        }
    }

    /** These are the peers now. */
    record Peers(PeerList peers) implements Input {}

    /** A peer answered. */
    record Answered(long exchange, Answer answer) implements Input {}

    /**
     * A call brought no answer.
     *
     * @param pause how long a busy peer wants to be left alone; zero if it did not say
     */
    record Failed(long exchange, PeerFailure failure, Duration pause) implements Input {

        /** Without a word of the peer about when to come back. */
        public Failed(long exchange, PeerFailure failure) {
            this(exchange, failure, Duration.ZERO);
        }
    }

    /** What this node's own log said of events that it was offered, in the same order. */
    record Offered(long exchange, List<Verdict> verdicts) implements Input {

        /** Copies the verdicts. */
        public Offered {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** A peer broke its word outside the protocol: what it serves of its log is not what it signed. */
    record Struck(PeerAddress peer) implements Input {}

    /** A peer that is known by its address called this node with its head. */
    record Contacted(PeerAddress peer, NodeHead head) implements Input {}
}
