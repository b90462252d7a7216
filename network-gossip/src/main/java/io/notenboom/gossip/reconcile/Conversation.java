// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.trie.HeadDifference;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.LocalHeads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One reconciliation with one peer: compare roots, find the streams that differ, fetch what this node lacks and push what
 * the peer lacks. How they are found, cheapest first: the peer's root is an earlier one of this node; its hints explain the
 * difference; a walk over its trie. Streams with a fork are settled before the others.
 */
final class Conversation {

    private static final int MAX_PARALLEL = 8;

    /** The walk waits while so many streams are still to be fetched. */
    private static final int MAX_WAITING = 256;

    private final LocalHeads heads;
    private final StreamClaims claims;
    private final RandomGenerator random;
    private final Deque<Step> ready = new ArrayDeque<>();
    private final Deque<HeadDifference> lacking = new ArrayDeque<>();
    private final Map<Digest, Repair> repairs = new HashMap<>();
    private final Set<Digest> caughtUp = new HashSet<>();
    private final PushQueue pushes = new PushQueue();
    private @Nullable TrieWalk walk;
    private int outstanding;
    private boolean synced;
    private boolean equal;
    private boolean progress;
    private boolean elsewhere;

    Conversation(LocalHeads heads, StreamClaims claims, RandomGenerator random, List<StreamEntry> hints) {
        this.heads = heads;
        this.claims = claims;
        this.random = random;
        ask(new Call.Sync(hints));
    }

    /** What to do now; the caller gives each a number and answers each once. */
    List<Step> take() {
        TrieWalk walking = walk;
        if (walking != null && lacking.size() < MAX_WAITING) {
            walking.next().ifPresent(this::ask);
        }
        pushes.next().ifPresent(this::ask);
        fetchNext();
        List<Step> steps = new ArrayList<>();
        while (outstanding < MAX_PARALLEL && !ready.isEmpty()) {
            steps.add(ready.removeFirst());
            outstanding++;
        }
        return steps;
    }

    /** Streams are claimed when it is their turn, so that other conversations fetch others meanwhile. */
    private void fetchNext() {
        while (outstanding + ready.size() < MAX_PARALLEL && !lacking.isEmpty()) {
            HeadDifference found = lacking.removeFirst();
            StreamEntry mine = heads.current().get(found.sid()).orElse(null);
            Optional<Repair> repair = Repair.of(new HeadDifference(found.sid(), mine, found.theirs()));
            elsewhere |= repair.isEmpty() || claims.isClaimed(found.sid());
            repair.ifPresent(this::fetch);
        }
    }

    /** Whether nothing is left to do. */
    boolean finished() {
        TrieWalk walking = walk;
        return outstanding == 0
                && ready.isEmpty()
                && lacking.isEmpty()
                && pushes.isEmpty()
                && (walking == null || walking.finished());
    }

    /** Whether the peer has told its head. */
    boolean begun() {
        return synced;
    }

    /** Whether it had to walk over the peer's trie. */
    boolean walked() {
        return walk != null;
    }

    /** Whether the two were equal, or something was stored on either side. */
    boolean fruitful() {
        return equal || progress;
    }

    /** Whether nothing came of it, and not because others brought, or bring, what this node lacks. */
    boolean inVain() {
        return !fruitful() && !elsewhere;
    }

    /** Whether the peer's root was this node's. */
    boolean equalRoots() {
        return equal;
    }

    /** Gives back the streams that it was fetching. */
    void release() {
        claims.release(repairs.keySet());
    }

    /**
     * Takes the answer to a call.
     *
     * @throws MalformedMessageException if it does not fit the call
     */
    void answered(Call call, Answer answer) {
        outstanding--;
        switch (call) {
            case Call.Sync _ when answer instanceof Answer.Synced told -> synced(told);
            case Call.Trie _ when answer instanceof Answer.Pages pages -> pages(pages);
            case Call.Trie _ when answer instanceof Answer.RootExpired -> rootExpired();
            case Call.Events events when answer instanceof Answer.Suffix suffix -> suffix(events, suffix.suffix());
            case Call.Push push when answer instanceof Answer.Pushed pushed -> pushed(push, pushed.events());
            case Call.Sync _, Call.Trie _, Call.Events _, Call.Push _ ->
                throw new MalformedMessageException("the answer does not fit the call");
        }
    }

    private void synced(Answer.Synced told) {
        synced = true;
        HeadsTrie mine = heads.current();
        Digest root = told.head().headsRoot();
        equal = root.equals(mine.root());
        if (equal) {
            return;
        }
        Optional<HeadsTrie> explained = heads.at(root).or(() -> hinted(mine, told));
        if (explained.isPresent()) {
            mine.differences(explained.get()).forEach(this::settle);
        } else {
            walk = new TrieWalk(mine, root, random);
        }
    }

    /** This node's trie with the peer's hints in it, if that explains the peer's root. */
    private static Optional<HeadsTrie> hinted(HeadsTrie mine, Answer.Synced told) {
        HeadsTrie guess = mine;
        for (StreamEntry hint : told.hints()) {
            guess = guess.with(hint);
        }
        return guess.root().equals(told.head().headsRoot()) ? Optional.of(guess) : Optional.empty();
    }

    private void pages(Answer.Pages pages) {
        TrieWalk walking = walk;
        if (walking == null) {
            throw new MalformedMessageException("pages that were not asked for");
        }
        walking.answered(pages.pages()).forEach(this::settle);
    }

    /**
     * The peer changed meanwhile; what was found so far is settled, the rest next time. That is no progress by itself, so that
     * a peer whose roots never last is asked less and less often.
     */
    private void rootExpired() {
        walk = null;
    }

    private void settle(HeadDifference difference) {
        if (Repair.of(difference).isPresent()) {
            if (difference.forked()) {
                lacking.addFirst(difference);
            } else {
                lacking.addLast(difference);
            }
        }
        Repair.push(difference).ifPresent(start -> pushes.add(start, difference.forked()));
    }

    private void fetch(Repair repair) {
        if (claims.claim(repair.sid())) {
            repairs.put(repair.sid(), repair);
            ask(repair.call());
        }
    }

    private void suffix(Call.Events call, EventSuffix suffix) {
        if (!suffix.sid().equals(call.sid()) || suffix.from() != call.from()) {
            throw new MalformedMessageException("a suffix that was not asked for");
        }
        Repair repair = repairs.get(call.sid());
        if (repair != null && !suffix.events().isEmpty()) {
            repair.received(suffix.next());
            ready.add(new Step.Offer(call.sid(), suffix.events()));
        } else {
            done(call.sid());
        }
    }

    /**
     * Takes this node's verdicts on fetched events.
     *
     * @throws MalformedMessageException if the peer served an event that is not valid
     */
    void offered(Digest sid, List<Verdict> verdicts) {
        outstanding--;
        progress |= verdicts.stream().anyMatch(Conversation::changes);
        Repair repair = repairs.get(sid);
        Optional<Call> next = repair == null || verdicts.isEmpty()
                ? Optional.empty()
                : repair.judged(verdicts, heads.current().get(sid));
        next.ifPresentOrElse(this::ask, () -> done(sid));
        if (verdicts.stream().anyMatch(v -> v instanceof Verdict.Rejected rejected && !rejected.diverges())) {
            throw new MalformedMessageException("the peer served an event that is not valid");
        }
    }

    private void done(Digest sid) {
        if (repairs.remove(sid) != null) {
            claims.release(Set.of(sid));
        }
    }

    private void pushed(Call.Push push, List<Answer.PushedEvent> events) {
        progress |= events.stream().map(Answer.PushedEvent::verdict).anyMatch(Conversation::changes);
        pushes.answered(!events.isEmpty());
        for (StreamStart start : push.starts()) {
            List<Answer.PushedEvent> ofStream = events.stream()
                    .filter(event -> event.sid().equals(start.sid()))
                    .toList();
            if (!ofStream.isEmpty()) {
                follow(start, ofStream.getFirst(), ofStream.getLast());
            } else if (!events.isEmpty()) {
                pushes.add(start, false);
            }
        }
    }

    private void follow(StreamStart start, Answer.PushedEvent first, Answer.PushedEvent last) {
        if (first.verdict() instanceof Verdict.Rejected rejected && rejected.diverges()) {
            fetch(Repair.backFrom(start.sid(), first.seq()));
        } else if (first.verdict() instanceof Verdict.Held held && held.expected() < first.seq()) {
            if (caughtUp.add(start.sid())) {
                pushes.add(new StreamStart(start.sid(), held.expected()), false);
            }
        } else if (taken(last.verdict())
                && heads.current().get(start.sid()).stream().anyMatch(mine -> mine.seq() > last.seq())) {
            pushes.add(new StreamStart(start.sid(), last.seq() + 1), false);
        }
    }

    private static boolean taken(Verdict verdict) {
        return verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Duplicate;
    }

    private static boolean changes(Verdict verdict) {
        return verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Fork;
    }

    private void ask(Call call) {
        ready.add(new Step.Ask(call));
    }
}
