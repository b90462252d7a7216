// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import io.notenboom.registry.stream.StreamHead;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be so before this node signs an event. After a start its log may be from a backup: what it then signs would
 * contradict what others already have, and freeze the stream. So before the first signature in a stream it asks the peers
 * that it knew, catches up if it is behind, and stays closed when none of them answers or one shows an event that this node
 * lacks. What a peer tells counts until it failed to show a signed event for it some times: see {@link UnprovenClaims}.
 * A node that knows no peers has nobody to contradict. Safe for many threads.
 */
public final class WriterGate {

    private static final String OVERRIDE =
            " or, when you are sure that nothing was signed after this node's data was saved, POST"
                    + " /registry/v1/writer/override with a reason";

    /** Whether the node may sign. */
    @CheckReturnValue
    public sealed interface Passage {

        /** It may. */
        record Open() implements Passage {}

        /** It was behind and has caught up: what was asked for has to be judged again. */
        record CaughtUp() implements Passage {}

        /**
         * It may not.
         *
         * @param why what is so and what to do
         */
        record Closed(String why) implements Passage {}
    }

    private final WriterPeers peers;
    private final StreamDirectory directory;
    private final WriterFence fence;
    private final UnprovenClaims unproven;
    private final Set<EventId> checked = new HashSet<>();
    private boolean overridden;

    /** Closed until it was passed once for each stream. */
    public WriterGate(WriterPeers peers, StreamDirectory directory, WriterFence fence, InstantSource clock) {
        this.peers = peers;
        this.directory = directory;
        this.fence = fence;
        this.unproven = new UnprovenClaims(clock);
    }

    /**
     * Finds out whether the next event of a stream may be signed. Asks peers at the first time only.
     *
     * @param stream id of the stream; empty before its genesis
     */
    public synchronized Passage pass(Optional<EventId> stream) {
        if (!mayAppend()) {
            return new Passage.Closed(
                    "another process started to write with this node's data folder; stop one of the two, then restart the"
                            + " other");
        }
        if (overridden || stream.filter(checked::contains).isPresent()) {
            return new Passage.Open();
        }
        WriterPeers.Answer answer = peers.ask(stream);
        if (answer.told().isEmpty() && !answer.silent().isEmpty()) {
            return new Passage.Closed("none of the peers that this node knew has told yet where it stands: "
                    + String.join(", ", answer.silent().stream().limit(5).toList())
                    + "; wait until one does," + OVERRIDE);
        }
        boolean alone = answer.told().isEmpty();
        Passage passage = stream.map(id -> compared(id, answer.told()))
                .orElseGet(() -> alone || answer.inStep()
                        ? new Passage.Open()
                        : new Passage.Closed(
                                "this node did not hold the same as any peer since its start, so it may lack"
                                        + " a stream of its own; wait some seconds and ask again," + OVERRIDE));
        if (!(passage instanceof Passage.Closed)) {
            stream.ifPresent(checked::add);
        }
        return passage;
    }

    private Passage compared(EventId stream, List<WriterPeers.Told> told) {
        StreamHead own = directory.head(stream).orElse(null);
        if (own == null || told.isEmpty()) {
            return new Passage.Open();
        }
        List<WriterPeers.Told> differing =
                told.stream().filter(peer -> differs(peer, own)).toList();
        List<WriterPeers.Told> asked = differing.stream()
                .filter(peer -> !unproven.ignores(peer.peer()))
                .toList();
        List<Shown> shown = asked.isEmpty() ? List.of() : peers.show(stream, asked);
        Passage.Closed closed = null;
        int counted = told.size() - differing.size();
        for (int i = 0; i < shown.size(); i++) {
            WriterPeers.Told peer = asked.get(i);
            unproven.asked(peer.peer(), shown.get(i));
            switch (shown.get(i)) {
                case TAKEN_IN -> counted++;
                case SIGNED_EVENT -> closed = new Passage.Closed(hasAnotherEvent(peer, own));
                case NOTHING, NO_ANSWER -> closed = closed == null ? notShown(peer, own) : closed;
            }
        }
        if (closed != null) {
            return closed;
        }
        if (counted == 0) {
            return new Passage.Closed(
                    "the peers that answered tell of events of this stream that none of them can show;"
                            + " wait until a peer answers that can," + OVERRIDE);
        }
        return directory.head(stream).equals(Optional.of(own)) ? new Passage.Open() : new Passage.CaughtUp();
    }

    private static String hasAnotherEvent(WriterPeers.Told peer, StreamHead own) {
        return peer.sequence() > own.sequence()
                ? "peer " + peer.peer() + " has signed events of this stream after sequence " + own.sequence()
                        + ", up to " + peer.sequence() + ", and this node could not take them all in; ask again,"
                        + OVERRIDE
                : "peer " + peer.peer() + " has another signed event in the place of one of this stream up to sequence "
                        + own.sequence() + "; look at GET /registry/v1/forks";
    }

    private static Passage.Closed notShown(WriterPeers.Told peer, StreamHead own) {
        return new Passage.Closed("peer " + peer.peer() + " tells of event " + peer.sequence()
                + " of this stream or of a fork, this node has " + own.sequence() + ", and the peer has not shown a"
                + " signed event for it; ask again: a peer that answers without showing one is not counted after "
                + UnprovenClaims.TRIES + " tries over " + UnprovenClaims.AFTER_ANSWERS.toSeconds()
                + " seconds, one that is silent after " + UnprovenClaims.AFTER_SILENCE.toMinutes() + " minutes,"
                + OVERRIDE);
    }

    private static boolean differs(WriterPeers.Told peer, StreamHead own) {
        return peer.sequence() >= 0 && (peer.sequence() > own.sequence() || contradicts(peer, own));
    }

    private static boolean contradicts(WriterPeers.Told peer, StreamHead own) {
        boolean otherEvent = peer.sequence() == own.sequence() && !own.id().equals(peer.head());
        return otherEvent || (peer.forked() && !own.forked());
    }

    /** A stream of this node began here: nobody can know more of it. */
    synchronized void began(EventId stream) {
        checked.add(stream);
    }

    /** An operator takes it on himself that nothing was signed after this node's data was saved. Holds until the next start. */
    public synchronized void override() {
        overridden = true;
    }

    /** Whether an operator did so since the start. */
    public synchronized boolean overridden() {
        return overridden;
    }

    /** Whether this process may still append; asked again directly before each append. */
    public boolean mayAppend() {
        return fence.holds();
    }
}
