// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.restoration;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.issue.WriterPeers;
import io.notenboom.registry.issue.WriterPeers.Told;
import io.notenboom.registry.stream.StreamHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the peers say of this node's own streams. A peer that has more, or something else,
 * is asked to show it, and what it shows is taken in like any event: who asks again and
 * again sees the node catch up. Safe for many threads; blocks for some seconds.
 */
@CheckReturnValue
public final class StreamAgreement {

    private final WriterPeers peers;
    private final StreamDirectory directory;
    private final Predicate<EventId> own;

    /** @param own whether a stream is this node's own */
    public StreamAgreement(WriterPeers peers, StreamDirectory directory, Predicate<EventId> own) {
        this.peers = peers;
        this.directory = directory;
        this.own = own;
    }

    /**
     * One own stream.
     *
     * @param head where this node stands, before it asked
     * @param agree addresses of the peers with the same head
     * @param behind addresses of the peers that have less of it
     * @param differ addresses of the peers that have more of it, or something else
     * @param silent addresses of the known peers that did not answer
     */
    public record Standing(
            StreamHead head, List<String> agree, List<String> behind, List<String> differ, List<String> silent) {

        /** Copies the lists. */
        public Standing {
            agree = List.copyOf(agree);
            behind = List.copyOf(behind);
            differ = List.copyOf(differ);
            silent = List.copyOf(silent);
        }
    }

    /** All own streams, each compared with all known peers. */
    public List<Standing> compare() {
        return directory.heads().stream()
                .filter(head -> own.test(head.stream()))
                .map(this::compare)
                .toList();
    }

    /**
     * What peers tell of a node that has no stream of its own.
     *
     * @param peers addresses of those that answered since the start, whatever they know
     * @param inStep whether this node held the same as one of them at one moment since its start, so that a stream of its own
     *     that they have would be here
     */
    public record Reached(List<String> peers, boolean inStep) {

        /** Copies the list. */
        public Reached {
            peers = List.copyOf(peers);
        }
    }

    /** Asks the known peers whether they answer. */
    public Reached reached() {
        WriterPeers.Answer answer = peers.ask(Optional.empty());
        return new Reached(answer.told().stream().map(Told::peer).toList(), answer.inStep());
    }

    private Standing compare(StreamHead head) {
        WriterPeers.Answer answer = peers.ask(Optional.of(head.stream()));
        List<String> agree = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        List<Told> differ = new ArrayList<>();
        for (Told peer : answer.told()) {
            if (peer.sequence() == head.sequence() && head.id().equals(peer.head()) && peer.forked() == head.forked()) {
                agree.add(peer.peer());
            } else if (peer.sequence() < head.sequence()) {
                behind.add(peer.peer());
            } else {
                differ.add(peer);
            }
        }
        if (!differ.isEmpty()) {
            var unusedShown = peers.show(head.stream(), differ);
        }
        return new Standing(head, agree, behind, differ.stream().map(Told::peer).toList(), answer.silent());
    }
}
