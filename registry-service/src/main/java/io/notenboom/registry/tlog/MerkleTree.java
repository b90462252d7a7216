// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs of a tree of which complete subtrees can be read (RFC 9162 §2.1). */
public final class MerkleTree {

    private final SubtreeHashes hashes;

    /** A tree over these subtrees. */
    public MerkleTree(SubtreeHashes hashes) {
        this.hashes = hashes;
    }

    /** A tree over leaf hashes in memory. */
    public static MerkleTree of(List<Hash> leaves) {
        List<List<Hash>> levels = new ArrayList<>(List.of(List.copyOf(leaves)));
        while (levels.getLast().size() > 1) {
            List<Hash> below = levels.getLast();
            List<Hash> level = new ArrayList<>(below.size() / 2);
            for (int i = 0; i + 1 < below.size(); i += 2) {
                level.add(Hash.node(below.get(i), below.get(i + 1)));
            }
            levels.add(level);
        }
        return new MerkleTree((level, index) -> levels.get(level).get(Math.toIntExact(index)));
    }

    /** The root of the tree over the first leaves. */
    public Hash root(long size) {
        return size == 0 ? Hash.EMPTY : range(0, size);
    }

    /**
     * The proof that a leaf is in the tree over the first leaves (RFC 9162 §2.1.3.1), from the leaf's sibling upwards.
     *
     * @throws IllegalArgumentException if the tree of that size has no such leaf
     */
    public List<Hash> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
        }
        List<Hash> proof = new ArrayList<>();
        include(index, 0, size, proof);
        return List.copyOf(proof);
    }

    private void include(long index, long start, long end, List<Hash> proof) {
        if (end - start == 1) {
            return;
        }
        long middle = start + split(end - start);
        if (index < middle) {
            include(index, start, middle, proof);
            proof.add(range(middle, end));
        } else {
            include(index, middle, end, proof);
            proof.add(range(start, middle));
        }
    }

    /**
     * The proof that the tree over the first {@code size} leaves begins with that over the first {@code from} (RFC 9162
     * §2.1.4.1); empty when the two are the same or {@code from} is 0.
     *
     * @throws IllegalArgumentException if {@code from} is not between 0 and {@code size}
     */
    public List<Hash> consistency(long from, long size) {
        if (from < 0 || from > size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves does not begin with " + from + " leaves");
        }
        List<Hash> proof = new ArrayList<>();
        if (from > 0 && from < size) {
            continueFrom(from, 0, size, true, proof);
        }
        return List.copyOf(proof);
    }

    private void continueFrom(long from, long start, long end, boolean known, List<Hash> proof) {
        if (from == end) {
            if (!known) {
                proof.add(range(start, end));
            }
            return;
        }
        long middle = start + split(end - start);
        if (from <= middle) {
            continueFrom(from, start, middle, known, proof);
            proof.add(range(middle, end));
        } else {
            continueFrom(from, middle, end, false, proof);
            proof.add(range(start, middle));
        }
    }

    /** The root over leaves from {@code start} to {@code end}; {@code start} is a multiple of the largest power below. */
    private Hash range(long start, long end) {
        long length = end - start;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return hashes.subtree(level, start >> level);
        }
        long middle = start + split(length);
        return Hash.node(range(start, middle), range(middle, end));
    }

    /** The largest power of two below the length. */
    private static long split(long length) {
        return Long.highestOneBit(length - 1);
    }
}
