// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import java.util.Arrays;
import java.util.Collection;
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
 * <p>Hashes: leaf = SHA-256(0x00, entries by SHA-256(sid), each sid ‖ flags (1 byte) ‖ seq (7 bytes, big endian) ‖ id);
 * branch = SHA-256(0x01, 2 bytes with bit 15 - n set for each child n that is there, the children's hashes in order). The
 * root of an empty trie is that of a leaf without entries.
 */
@CheckReturnValue
public final class HeadsTrie {

    private static final HeadsTrie EMPTY = new HeadsTrie(TrieNode.Leaf.EMPTY, 0);

    private final TrieNode root;
    private final long events;

    private HeadsTrie(TrieNode root, long events) {
        this.root = root;
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
        return Digest.of(root.hash());
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
        List<TrieComparison.Question> open = comparison.begin(theirs.root());
        while (!open.isEmpty()) {
            open = open.stream()
                    .flatMap(question -> comparison.answer(theirs.page(question.prefix()), question).stream())
                    .toList();
        }
        return comparison.differences();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeadsTrie that && Arrays.equals(root.hash(), that.root.hash());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root.hash());
    }

    @Override
    public String toString() {
        return "heads of " + streams() + " streams, root " + root();
    }
}
