// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing Merkle tree of which only the roots of its complete subtrees are kept, one for each bit of the size. Not safe for
 * many threads.
 */
public final class CompactRange {

    private final List<Hash> complete = new ArrayList<>();
    private long size;

    /** Adds a leaf hash; costs O(log size). */
    public void add(Hash leaf) {
        Hash hash = leaf;
        for (long full = size; (full & 1) == 1; full >>= 1) {
            hash = Hash.node(complete.removeLast(), hash);
        }
        complete.add(hash);
        size++;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Root of the tree of all leaves so far. */
    public Hash root() {
        if (complete.isEmpty()) {
            return Hash.EMPTY;
        }
        Hash root = complete.getLast();
        for (int i = complete.size() - 2; i >= 0; i--) {
            root = Hash.node(complete.get(i), root);
        }
        return root;
    }

    /** Size and root. */
    public TreeHead head() {
        return new TreeHead(size, root());
    }
}
