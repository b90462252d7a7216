// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of the trie; immutable. The arrays that it gives out are its own and must not be changed. */
sealed interface TrieNode {

    /** Children of a branch. */
    int FAN_OUT = 16;

    /** Number of entries. */
    int size();

    /** Its hash. */
    byte[] hash();

    /** This part, which lies at a depth, with an entry added or replaced. */
    TrieNode with(KeyedEntry entry, int depth);

    /** The entry with a key. */
    Optional<KeyedEntry> find(String key, int depth);

    /** All entries by key. */
    List<KeyedEntry> entries();

    /** At most 16 entries, by key. */
    final class Leaf implements TrieNode {

        static final Leaf EMPTY = new Leaf(List.of());

        private final List<KeyedEntry> entries;
        private final byte[] hash;

        Leaf(List<KeyedEntry> sorted) {
            this.entries = List.copyOf(sorted);
            this.hash = Digest.sha256Bytes(
                    TriePageFormat.leaf(entries.stream().map(KeyedEntry::entry).toList()));
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public TrieNode with(KeyedEntry entry, int depth) {
            List<KeyedEntry> next = Stream.concat(
                            entries.stream().filter(old -> !old.key().equals(entry.key())), Stream.of(entry))
                    .sorted()
                    .toList();
            return build(next, depth);
        }

        private static TrieNode build(List<KeyedEntry> sorted, int depth) {
            if (sorted.size() <= GossipLimits.MAX_LEAF_ENTRIES) {
                return new Leaf(sorted);
            }
            @Nullable TrieNode[] children = new @Nullable TrieNode[FAN_OUT];
            for (int digit = 0; digit < FAN_OUT; digit++) {
                int wanted = digit;
                List<KeyedEntry> part = sorted.stream()
                        .filter(entry -> entry.digit(depth) == wanted)
                        .toList();
                children[digit] = part.isEmpty() ? null : build(part, depth + 1);
            }
            return new Branch(children);
        }

        /** The part of this leaf under a prefix. */
        Leaf under(String prefix) {
            List<KeyedEntry> part = entries.stream()
                    .filter(entry -> entry.key().startsWith(prefix))
                    .toList();
            return part.size() == entries.size() ? this : new Leaf(part);
        }

        @Override
        public Optional<KeyedEntry> find(String key, int depth) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        @Override
        public List<KeyedEntry> entries() {
            return entries;
        }
    }

    /** More than 16 entries. */
    final class Branch implements TrieNode {

        private final @Nullable TrieNode[] children;
        private final int size;
        private final byte[] hash;

        Branch(@Nullable TrieNode[] children) {
            this.children = children;
            this.size = present().mapToInt(TrieNode::size).sum();
            this.hash = hash(children);
        }

        private static byte[] hash(@Nullable TrieNode[] children) {
            ByteBuffer buffer = ByteBuffer.allocate(3 + FAN_OUT * Digest.BYTES);
            int bitmap = 0;
            buffer.put((byte) 1).putShort((short) 0);
            for (int digit = 0; digit < FAN_OUT; digit++) {
                TrieNode child = children[digit];
                if (child != null) {
                    bitmap |= 1 << (FAN_OUT - 1 - digit);
                    buffer.put(child.hash());
                }
            }
            buffer.putShort(1, (short) bitmap);
            return Digest.sha256Bytes(Arrays.copyOf(buffer.array(), buffer.position()));
        }

        private Stream<TrieNode> present() {
            return Arrays.stream(children).filter(Objects::nonNull).map(Objects::requireNonNull);
        }

        @Nullable
        TrieNode child(int digit) {
            return children[digit];
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public TrieNode with(KeyedEntry entry, int depth) {
            int digit = entry.digit(depth);
            TrieNode child = children[digit];
            @Nullable TrieNode[] next = children.clone();
            next[digit] = (child == null ? Leaf.EMPTY : child).with(entry, depth + 1);
            return new Branch(next);
        }

        @Override
        public Optional<KeyedEntry> find(String key, int depth) {
            TrieNode child = children[KeyedEntry.digit(key, depth)];
            return child == null ? Optional.empty() : child.find(key, depth + 1);
        }

        @Override
        public List<KeyedEntry> entries() {
            List<KeyedEntry> all = new ArrayList<>(size);
            present().forEach(child -> all.addAll(child.entries()));
            return all;
        }
    }
}
