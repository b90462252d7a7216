// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.trie.HeadDifference;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.TrieComparison;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A walk over the parts of a peer's trie that differ, one call at a time and up to {@link GossipLimits#MAX_TRIE_PAGES} pages
 * in each. It goes into depth first, so that what is left to ask stays little, and in a random order, so that walks of
 * several peers find different streams first. It ends after {@value #MAX_PAGES} pages; the next walk goes on, because what
 * was repaired does not differ any more.
 */
final class TrieWalk {

    private static final int MAX_PAGES = 16_384;

    private final TrieComparison comparison;
    private final Digest root;
    private final RandomGenerator random;
    private final Deque<TrieComparison.Question> open = new ArrayDeque<>();
    private List<TrieComparison.Question> asked = List.of();
    private int pages;

    TrieWalk(HeadsTrie mine, Digest root, RandomGenerator random) {
        this.comparison = new TrieComparison(mine);
        this.root = root;
        this.random = random;
        open.addAll(comparison.begin(root));
    }

    /** Whether there is nothing left to ask. */
    boolean finished() {
        return asked.isEmpty() && (open.isEmpty() || pages >= MAX_PAGES);
    }

    /** The next call; none while one is under way or at the end. */
    Optional<Call> next() {
        if (!asked.isEmpty() || finished()) {
            return Optional.empty();
        }
        List<TrieComparison.Question> questions = new ArrayList<>();
        while (questions.size() < GossipLimits.MAX_TRIE_PAGES && !open.isEmpty()) {
            questions.add(open.removeLast());
        }
        asked = questions;
        pages += questions.size();
        return Optional.of(new Call.Trie(
                questions.stream().map(TrieComparison.Question::prefix).toList(), root));
    }

    /**
     * Takes the pages of the call; returns the streams that differ, those with a fork first.
     *
     * @throws MalformedMessageException if they are not the ones that were promised
     */
    List<HeadDifference> answered(List<TriePage> answer) {
        if (answer.size() != asked.size()) {
            throw new MalformedMessageException("another number of pages than was asked for");
        }
        List<TrieComparison.Question> further = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            further.addAll(comparison.answer(answer.get(i), asked.get(i)));
        }
        asked = List.of();
        for (int i = further.size(); i > 1; i--) {
            Collections.swap(further, i - 1, random.nextInt(i));
        }
        open.addAll(further);
        return comparison.takeDifferences();
    }
}
