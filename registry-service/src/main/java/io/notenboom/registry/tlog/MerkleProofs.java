// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.util.Iterator;
import java.util.List;

/** Checks proofs without the tree (RFC 9162 §2.1.3.2 and §2.1.4.2). */
public final class MerkleProofs {

    private MerkleProofs() {}

    /**
     * Checks that a leaf is in a tree.
     *
     * @param leaf hash of the leaf
     * @throws InvalidProofException if the proof does not show that
     */
    public static void requireInclusion(Hash leaf, long index, List<Hash> proof, TreeHead tree)
            throws InvalidProofException {
        require(index >= 0 && index < tree.size(), "the tree has no leaf " + index);
        long node = index;
        long last = tree.size() - 1;
        Hash hash = leaf;
        for (Hash sibling : proof) {
            require(last != 0, "the proof is too long");
            if ((node & 1) == 1 || node == last) {
                hash = Hash.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        require(last == 0, "the proof is too short");
        require(hash.equals(tree.root()), "the proof leads to another root");
    }

    /**
     * Checks that a tree begins with another one.
     *
     * @throws InvalidProofException if the proof does not show that
     */
    public static void requireConsistency(TreeHead from, TreeHead to, List<Hash> proof) throws InvalidProofException {
        require(from.size() <= to.size(), "the later tree is the smaller one");
        if (from.size() == to.size() || from.size() == 0) {
            require(proof.isEmpty(), "the proof is too long");
            require(from.size() != 0 || from.root().equals(Hash.EMPTY), "the empty tree has another root");
            require(
                    from.size() != to.size() || from.root().equals(to.root()),
                    "trees of one size have different roots");
            return;
        }
        long node = from.size() - 1;
        long last = to.size() - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        Iterator<Hash> hashes = proof.iterator();
        boolean whole = node == 0;
        require(whole || hashes.hasNext(), "the proof is too short");
        Hash first = whole ? from.root() : hashes.next();
        climb(first, node, last, hashes, from, to);
    }

    private static void climb(Hash start, long position, long end, Iterator<Hash> proof, TreeHead from, TreeHead to)
            throws InvalidProofException {
        long node = position;
        long last = end;
        Hash old = start;
        Hash all = start;
        while (proof.hasNext()) {
            Hash sibling = proof.next();
            require(last != 0, "the proof is too long");
            if ((node & 1) == 1 || node == last) {
                old = Hash.node(sibling, old);
                all = Hash.node(sibling, all);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                all = Hash.node(all, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        require(last == 0, "the proof is too short");
        require(old.equals(from.root()), "the proof leads to another root of the earlier tree");
        require(all.equals(to.root()), "the proof leads to another root of the later tree");
    }

    private static void require(boolean condition, String problem) throws InvalidProofException {
        if (!condition) {
            throw new InvalidProofException(problem);
        }
    }
}
