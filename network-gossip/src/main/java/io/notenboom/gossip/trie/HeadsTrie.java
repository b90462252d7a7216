// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The heads of all streams as a 16-ary Merkle prefix trie over SHA-256(sid). Immutable: {@link #with} gives a new trie that
 * shares all but one path with the old one, in O(log streams). Its form, and so its root, depends on the entries only, not
 * on the order in which they came: a part with at most 16 entries is a leaf, every other one a branch.
 *
 * <p>Hash of a part: SHA-256 of its {@link TriePageFormat}. The root of an empty trie is that of a leaf without entries.
 */
@CheckReturnValue
public final class HeadsTrie {

    private static final HeadsTrie EMPTY = new HeadsTrie(TrieNode.Leaf.EMPTY, 0);

    private final TrieNode root;
    private final Digest rootHash;
    private final long events;

    private HeadsTrie(TrieNode root, long events) {
        this.root = root;
        this.rootHash = Digest.of(root.hash());
        this.events = events;
    }

    /** A trie without streams. */
    public static HeadsTrie empty() {
        return EMPTY;
    }

    /** A trie with these entries; of several for one stream the last counts. */
    public static HeadsTrie of(Collection<StreamEntry> entries) {
        HeadsTrie trie = EMPTY;
        for (StreamEntry entry : entries) {
            trie = trie.with(entry);
        }
        return trie;
    }

    /** This trie with an entry added, or put in the place of the one of the same stream. */
    public HeadsTrie with(StreamEntry entry) {
        long replaced = get(entry.sid()).map(old -> old.seq() + 1).orElse(0L);
        return new HeadsTrie(root.with(new KeyedEntry(entry), 0), events - replaced + entry.seq() + 1);
    }

    /** The root: equal for two nodes exactly if they agree on every stream. */
    public Digest root() {
        return rootHash;
    }

    /** Number of streams. */
    public int streams() {
        return root.size();
    }

    /** Number of events up to the heads of all streams. */
    public long events() {
        return events;
    }

    /** The entry of a stream. */
    public Optional<StreamEntry> get(Digest sid) {
        return root.find(KeyedEntry.keyOf(sid), 0).map(KeyedEntry::entry);
    }

    /** All entries, by SHA-256(sid). */
    public List<StreamEntry> entries() {
        return entriesUnder("");
    }

    /** The entries under a prefix, by SHA-256(sid). */
    public List<StreamEntry> entriesUnder(String prefix) {
        return part(prefix).entries().stream().map(KeyedEntry::entry).toList();
    }

    /** Hash of the part under a prefix; empty if it has no entries. */
    public Optional<Digest> hashUnder(String prefix) {
        TrieNode part = part(prefix);
        return part.size() == 0 ? Optional.empty() : Optional.of(Digest.of(part.hash()));
    }

    /** What this node tells others of the part under a prefix. */
    public TriePage page(String prefix) {
        return switch (part(prefix)) {
            case TrieNode.Leaf leaf ->
                new TriePage.Leaf(
                        prefix, leaf.entries().stream().map(KeyedEntry::entry).toList());
            case TrieNode.Branch branch -> new TriePage.Branch(prefix, childHashes(branch));
        };
    }

    private static Map<Integer, Digest> childHashes(TrieNode.Branch branch) {
        Map<Integer, Digest> hashes = new TreeMap<>();
        for (int digit = 0; digit < TrieNode.FAN_OUT; digit++) {
            TrieNode child = branch.child(digit);
            if (child != null) {
                hashes.put(digit, Digest.of(child.hash()));
            }
        }
        return hashes;
    }

    private TrieNode part(String prefix) {
        if (!TriePage.isPrefix(prefix)) {
            throw new IllegalArgumentException("a prefix has at most 64 lower-case hexadecimal digits");
        }
        TrieNode node = root;
        for (int depth = 0; depth < prefix.length(); depth++) {
            switch (node) {
                case TrieNode.Leaf leaf -> {
                    return leaf.under(prefix);
                }
                case TrieNode.Branch branch -> {
                    TrieNode child = branch.child(HexFormat.fromHexDigit(prefix.charAt(depth)));
                    node = child == null ? TrieNode.Leaf.EMPTY : child;
                }
            }
        }
        return node;
    }

    /** Compares with another trie; parts that are equal are not looked into. */
    public List<HeadDifference> differences(HeadsTrie theirs) {
        TrieComparison comparison = new TrieComparison(this);
        Deque<TrieComparison.Question> open = new ArrayDeque<>(comparison.begin(theirs.root()));
        while (!open.isEmpty()) {
            TrieComparison.Question question = open.removeLast();
            open.addAll(comparison.answer(theirs.page(question.prefix()), question));
        }
        return comparison.takeDifferences();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeadsTrie that && rootHash.equals(that.rootHash);
    }

    @Override
    public int hashCode() {
        return rootHash.hashCode();
    }

    @Override
    public String toString() {
        return "heads of " + streams() + " streams, root " + root();
    }
}
