// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.peer;

import io.notenboom.registry.event.EventId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the peers stand in a stream of this node. A writer asks before its first signature after a start: the own log may be
 * from a backup, and what it then signs would contradict what others already have.
 *
 * <p>Safe for many threads. Blocks for some seconds for each call to a peer, and at the start for ten seconds at most until
 * gossip begins.
 */
public interface OwnStreamHeads {

    /**
     * What the known peers say.
     *
     * @param told the peers that answered
     * @param silent addresses of the known peers that did not; on a node that does not gossip after ten seconds these are
     *     all known peers
     */
    record Answer(List<Told> told, List<String> silent) {

        /** Copies the lists. */
        public Answer {
            told = List.copyOf(told);
            silent = List.copyOf(silent);
        }

        /** Whether this node knows of any peer at all. */
        public boolean anyKnown() {
            return !told.isEmpty() || !silent.isEmpty();
        }

        /** The peer that is farthest in the stream; empty if none of those that answered knows it. */
        public Optional<Told> farthest() {
            return told.stream().filter(peer -> peer.sequence() >= 0).max(Comparator.comparingLong(Told::sequence));
        }
    }

    /**
     * The answer of one peer, authenticated by its node identity certificate; what it claims is proved by {@link #show}.
     *
     * @param address {@code https://host:port}
     * @param sequence of its head of the stream; -1 if it does not know the stream
     * @param head id of that event; null if it does not know the stream
     * @param forked whether it knows a fork directly after that head
     */
    record Told(String address, long sequence, @Nullable EventId head, boolean forked) {}

    /** Asks all bootstrap peers and up to 32 other known peers at the same time. */
    Answer ask(EventId stream);

    /** What a peer could show of what it told. */
    enum Shown {
        /** This node now has the head that the peer told, or one after it; or the Foundation decided against what it told. */
        TAKEN_IN,
        /** A signed event of the stream that this node lacks or that contradicts its own; not all that was told is here. */
        SIGNED_EVENT,
        /** It answered, and no signed event of the stream bears out what it told: it broke its word. */
        NOTHING,
        /** It did not answer. */
        NO_ANSWER
    }

    /**
     * Lets a peer show what it told: fetches what this node lacks of the stream, or the event that contradicts this node's,
     * verifies it as everything that is accepted, and stores it. A peer that shows nothing gets a strike.
     *
     * @param told of a peer of an {@link Answer}
     */
    Shown show(EventId stream, Told told);

    /**
     * Waits until this node held the same as some peer at one moment since it began to talk.
     *
     * @param patience for how long at most
     * @return whether it did; false at once on a node that does not gossip yet
     */
    boolean heldTheSame(Duration patience);
}
