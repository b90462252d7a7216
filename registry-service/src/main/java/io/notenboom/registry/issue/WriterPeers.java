// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The peers that were known before, as the writer asks them. Safe for many threads; blocks for some seconds at most. */
public interface WriterPeers {

    /**
     * What came back.
     *
     * @param told the peers that answered, each with where it stands in the stream
     * @param silent addresses of the known peers that did not answer, or not yet what this node has to know
     * @param inStep whether this node held the same as some peer at one moment since its start
     */
    record Answer(List<Told> told, List<String> silent, boolean inStep) {

        /** Copies the lists. */
        public Answer {
            told = List.copyOf(told);
            silent = List.copyOf(silent);
        }
    }

    /**
     * Where one peer stands.
     *
     * @param peer its address
     * @param sequence of its head of the stream; -1 if it does not know the stream
     * @param head id of that event; null if it does not know the stream
     * @param forked whether it knows a fork directly after that head
     */
    record Told(String peer, long sequence, @Nullable EventId head, boolean forked) {}

    /** Asks known peers where they stand in a stream; without a stream only whether they answer. Never throws for a peer. */
    Answer ask(Optional<EventId> stream);

    /**
     * Lets peers show what they told, all at the same time; what comes of it is verified and stored. Never throws for a peer.
     *
     * @return one answer for each, in the same order
     */
    List<Shown> show(EventId stream, List<Told> told);
}
