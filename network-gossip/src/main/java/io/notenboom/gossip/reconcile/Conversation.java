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
import io.notenboom.gossip.trie.TrieComparison;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reconciliation with one peer: compare roots, find the streams that differ, fetch what this node lacks and push what
 * the peer lacks. How they are found, cheapest first: the peer's root is an earlier one of this node; its hints explain the
 * difference; a walk over its trie.
 */
final class Conversation {

    private static final int MAX_PARALLEL = 8;

    private final LocalHeads heads;
    private final StreamClaims claims;
    private final Deque<Step> ready = new ArrayDeque<>();
    private final Map<String, TrieComparison.Question> asked = new HashMap<>();
    private final Map<Digest, Repair> repairs = new HashMap<>();
    private final Set<Digest> caughtUp = new HashSet<>();
    private @Nullable TrieComparison walk;
    private @Nullable Digest theirRoot;
    private int outstanding;
    private boolean equal;
    private boolean progress;

    Conversation(LocalHeads heads, StreamClaims claims, List<StreamEntry> hints) {
        this.heads = heads;
        this.claims = claims;
        ask(new Call.Sync(hints));
    }

    /** What to do now; the caller gives each a number and answers each once. */
    List<Step> take() {
        List<Step> steps = new ArrayList<>();
        while (outstanding < MAX_PARALLEL && !ready.isEmpty()) {
            steps.add(ready.removeFirst());
            outstanding++;
        }
        return steps;
    }

    /** Whether nothing is left to do. */
    boolean finished() {
        return outstanding == 0 && ready.isEmpty();
    }

    /** Whether the two were equal, or something was stored on either side. */
    boolean fruitful() {
        return equal || progress;
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
            case Call.Sync _ when answer instanceof Answer.Synced synced -> synced(synced);
            case Call.Trie trie when answer instanceof Answer.Page page -> page(trie, page);
            case Call.Trie _ when answer instanceof Answer.RootExpired -> progress = true;
            case Call.Events events when answer instanceof Answer.Suffix suffix -> suffix(events, suffix.suffix());
            case Call.Push push when answer instanceof Answer.Pushed pushed -> pushed(push, pushed.events());
            case Call.Sync _, Call.Trie _, Call.Events _, Call.Push _ ->
                throw new MalformedMessageException("the answer does not fit the call");
        }
    }

    private void synced(Answer.Synced synced) {
        HeadsTrie mine = heads.current();
        Digest root = synced.head().headsRoot();
        theirRoot = root;
        equal = root.equals(mine.root());
        if (equal) {
            return;
        }
        Optional<HeadsTrie> earlier = heads.at(root);
        Optional<HeadsTrie> hinted = hinted(mine, synced);
        if (earlier.isPresent()) {
            mine.differences(earlier.get()).forEach(this::settle);
        } else if (hinted.isPresent()) {
            mine.differences(hinted.get()).forEach(this::settle);
        } else {
            TrieComparison comparison = new TrieComparison(mine);
            walk = comparison;
            comparison.begin(root).forEach(this::ask);
        }
    }

    /** This node's trie with the peer's hints in it, if that explains the peer's root. */
    private static Optional<HeadsTrie> hinted(HeadsTrie mine, Answer.Synced synced) {
        HeadsTrie guess = mine;
        for (StreamEntry hint : synced.hints()) {
            guess = guess.with(hint);
        }
        return guess.root().equals(synced.head().headsRoot()) ? Optional.of(guess) : Optional.empty();
    }

    private void ask(TrieComparison.Question question) {
        asked.put(question.prefix(), question);
        Digest root = theirRoot;
        if (root != null) {
            ask(new Call.Trie(question.prefix(), root));
        }
    }

    private void page(Call.Trie call, Answer.Page page) {
        TrieComparison comparison = walk;
        TrieComparison.Question question = asked.remove(call.prefix());
        if (comparison == null || question == null) {
            throw new MalformedMessageException("a page that was not asked for");
        }
        int before = comparison.differences().size();
        comparison.answer(page.page(), question).forEach(this::ask);
        List<HeadDifference> differences = comparison.differences();
        differences.subList(before, differences.size()).forEach(this::settle);
    }

    private void settle(HeadDifference difference) {
        Repair.of(difference).ifPresent(this::fetch);
        Repair.push(difference).ifPresent(start -> ask(new Call.Push(List.of(start))));
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
        Optional<Call> next = repair == null || verdicts.isEmpty() ? Optional.empty() : repair.judged(verdicts);
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
        for (StreamStart start : push.starts()) {
            List<Answer.PushedEvent> ofStream = events.stream()
                    .filter(event -> event.sid().equals(start.sid()))
                    .toList();
            if (!ofStream.isEmpty()) {
                follow(start, ofStream.getFirst(), ofStream.getLast());
            }
        }
    }

    private void follow(StreamStart start, Answer.PushedEvent first, Answer.PushedEvent last) {
        if (first.verdict() instanceof Verdict.Rejected rejected && rejected.diverges()) {
            fetch(Repair.backFrom(start.sid(), first.seq()));
        } else if (first.verdict() instanceof Verdict.Held held && held.expected() < first.seq()) {
            if (caughtUp.add(start.sid())) {
                ask(new Call.Push(List.of(new StreamStart(start.sid(), held.expected()))));
            }
        } else if (taken(last.verdict())
                && heads.current().get(start.sid()).stream().anyMatch(mine -> mine.seq() > last.seq())) {
            ask(new Call.Push(List.of(new StreamStart(start.sid(), last.seq() + 1))));
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
