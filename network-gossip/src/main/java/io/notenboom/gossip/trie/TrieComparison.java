// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares this node's trie with that of a peer, of which it asks one page after the other under one root. A page counts
 * only if its hash is the one that the page above it, or the root, promised; so a peer cannot tell two stories in one walk.
 */
public final class TrieComparison {

    /**
     * A page to ask for.
     *
     * @param prefix its prefix
     * @param expected the hash that it must have
     */
    public record Question(String prefix, Digest expected) {}

    /**
     * The deepest branch that is believed: 17 streams below it share 64 bits of SHA-256, which nobody can make. Without the
     * limit one page could promise itself as its own child for ever.
     */
    static final int DEEPEST_BRANCH = 16;

    private final HeadsTrie mine;
    private final List<HeadDifference> differences = new ArrayList<>();

    /** @param mine this node's trie, as it is when the walk begins */
    public TrieComparison(HeadsTrie mine) {
        this.mine = mine;
    }

    /** The first page to ask for; none if the roots are equal. */
    public List<Question> begin(Digest theirRoot) {
        return mine.root().equals(theirRoot) ? List.of() : List.of(new Question("", theirRoot));
    }

    /**
     * Takes the page that was asked for.
     *
     * @return the pages to ask for next
     * @throws MalformedMessageException if the page is another one, or not the one that was promised
     */
    public List<Question> answer(TriePage page, Question question) {
        String prefix = question.prefix();
        if (!page.prefix().equals(prefix) || !TriePageFormat.hash(page).equals(question.expected())) {
            throw new MalformedMessageException("the page of the trie is not the one that its parent promised");
        }
        return switch (page) {
            case TriePage.Leaf leaf -> {
                compare(prefix, leaf.entries());
                yield List.of();
            }
            case TriePage.Branch branch -> compare(prefix, branch);
        };
    }

    private void compare(String prefix, List<StreamEntry> theirEntries) {
        Map<Digest, StreamEntry> theirs = new LinkedHashMap<>();
        for (StreamEntry entry : theirEntries) {
            if (!KeyedEntry.keyOf(entry.sid()).startsWith(prefix) || theirs.put(entry.sid(), entry) != null) {
                throw new MalformedMessageException("an entry of the trie is in the wrong place");
            }
        }
        for (StreamEntry entry : mine.entriesUnder(prefix)) {
            StreamEntry other = theirs.remove(entry.sid());
            if (!entry.equals(other)) {
                differences.add(new HeadDifference(entry.sid(), entry, other));
            }
        }
        theirs.values().forEach(entry -> differences.add(new HeadDifference(entry.sid(), null, entry)));
    }

    private List<Question> compare(String prefix, TriePage.Branch branch) {
        if (prefix.length() >= DEEPEST_BRANCH) {
            throw new MalformedMessageException("the trie of the peer is too deep");
        }
        List<Question> next = new ArrayList<>();
        for (int digit = 0; digit < TrieNode.FAN_OUT; digit++) {
            String below = prefix + Integer.toHexString(digit);
            Digest theirs = branch.child(digit);
            Optional<Digest> ours = mine.hashUnder(below);
            if (theirs == null) {
                mine.entriesUnder(below)
                        .forEach(entry -> differences.add(new HeadDifference(entry.sid(), entry, null)));
            } else if (!ours.equals(Optional.of(theirs))) {
                next.add(new Question(below, theirs));
            }
        }
        return next;
    }

    /** The streams found to differ since this was asked last, those with a fork first. */
    public List<HeadDifference> takeDifferences() {
        List<HeadDifference> found = differences.stream()
                .sorted(Comparator.comparing(difference -> !difference.forked()))
                .toList();
        differences.clear();
        return found;
    }
}
