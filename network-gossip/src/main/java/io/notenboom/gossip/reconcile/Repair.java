// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.trie.HeadDifference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what this node lacks of one stream. Where the two nodes hold different branches it goes back, in growing steps,
 * until it meets the event at which they part, so that the proof of the fork reaches this node.
 */
final class Repair {

    private static final long FIRST_STEP_BACK = 16;
    private static final int STEP_GROWTH = 4;

    /** A peer that brings nothing new so many times in a row is left. */
    private static final int MOST_IN_VAIN = 4;

    private final Digest sid;
    private final long until;
    private long from;
    private long stepBack = FIRST_STEP_BACK;
    private int inVain;
    private @Nullable Long next;

    private Repair(Digest sid, long from, long until) {
        this.sid = sid;
        this.from = from;
        this.until = until;
    }

    /** From which sequence on this node should fetch to settle a difference; empty if it lacks nothing. */
    static Optional<Repair> of(HeadDifference difference) {
        StreamEntry mine = difference.mine();
        StreamEntry theirs = difference.theirs();
        if (theirs == null) {
            return Optional.empty();
        }
        if (mine == null) {
            return Optional.of(new Repair(difference.sid(), 0, theirs.seq()));
        }
        boolean theirFork = theirs.forked() && (!mine.forked() || theirs.seq() < mine.seq());
        boolean ahead = theirs.seq() > mine.seq() && !mine.forked();
        boolean parted = theirs.seq() == mine.seq() && !theirs.id().equals(mine.id());
        if (theirFork || ahead) {
            return Optional.of(new Repair(difference.sid(), Math.min(mine.seq(), theirs.seq()) + 1, theirs.seq()));
        }
        return parted ? Optional.of(new Repair(difference.sid(), mine.seq(), theirs.seq())) : Optional.empty();
    }

    /** From where this node and a peer part, if the peer said that an event does not follow what it has. */
    static Repair backFrom(Digest sid, long refused) {
        return new Repair(sid, Math.max(0, refused - FIRST_STEP_BACK), refused);
    }

    /** From which sequence on this node should push to settle a difference; empty if the peer lacks nothing. */
    static Optional<StreamStart> push(HeadDifference difference) {
        StreamEntry mine = difference.mine();
        StreamEntry theirs = difference.theirs();
        if (mine == null) {
            return Optional.empty();
        }
        if (theirs == null) {
            return Optional.of(new StreamStart(difference.sid(), 0));
        }
        boolean myFork = mine.forked() && (!theirs.forked() || mine.seq() < theirs.seq());
        boolean ahead = mine.seq() > theirs.seq() && !theirs.forked();
        return myFork || ahead
                ? Optional.of(new StreamStart(difference.sid(), Math.min(mine.seq(), theirs.seq()) + 1))
                : Optional.empty();
    }

    Digest sid() {
        return sid;
    }

    Call.Events call() {
        return new Call.Events(sid, from);
    }

    /** Remembers where the suffix goes on. */
    void received(@Nullable Long goesOn) {
        next = goesOn;
    }

    /**
     * Takes this node's verdicts on the events that were fetched; returns what to fetch next.
     *
     * @param mine where this node stands in the stream by now
     */
    Optional<Call> judged(List<Verdict> verdicts, Optional<StreamEntry> mine) {
        Verdict first = verdicts.getFirst();
        if (first instanceof Verdict.Rejected rejected && rejected.diverges() && from > 0) {
            from = Math.max(0, from - stepBack);
            stepBack *= STEP_GROWTH;
            return Optional.of(call());
        }
        if (first instanceof Verdict.Held held && held.expected() < from) {
            from = held.expected();
            return Optional.of(call());
        }
        boolean settled = verdicts.stream().anyMatch(Verdict.Fork.class::isInstance);
        Long goesOn = next;
        return settled || goesOn == null ? Optional.empty() : goOn(verdicts, goesOn, mine);
    }

    /** Goes on after new events; after known ones, which came from elsewhere meanwhile, from this node's own head. */
    private Optional<Call> goOn(List<Verdict> verdicts, long goesOn, Optional<StreamEntry> mine) {
        boolean accepted = verdicts.stream().anyMatch(Verdict.Accepted.class::isInstance);
        boolean known = verdicts.stream().allMatch(Verdict.Duplicate.class::isInstance);
        inVain = accepted ? 0 : inVain + 1;
        if (!(accepted || known) || inVain >= MOST_IN_VAIN) {
            return Optional.empty();
        }
        from = accepted
                ? goesOn
                : Math.max(goesOn, mine.map(head -> head.seq() + 1).orElse(0L));
        return accepted || from <= until ? Optional.of(call()) : Optional.empty();
    }
}
