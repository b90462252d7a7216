// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TileStack;
import io.notenboom.registry.tlog.TreeHead;
import java.util.List;

/**
 * The tree of a peer's log, down to its bundles: whatever the peer serves of it is compared with this, and this with the
 * checkpoint that the peer signed. Takes 32 bytes for 256 entries. Immutable.
 */
final class SignedTree {

    private static final int BUNDLE_LEVEL = 8;

    private final TreeHead head;
    private final List<Hash> bundles;
    private final List<Hash> last;

    /**
     * @param head what the peer signed
     * @param bundles roots of the full bundles
     * @param last leaves after them
     * @throws SourceLiedException if they are not the tree of the head
     */
    SignedTree(TreeHead head, List<Hash> bundles, List<Hash> last) throws SourceLiedException {
        this.head = head;
        this.bundles = List.copyOf(bundles);
        this.last = List.copyOf(last);
        if (bundles.size() != head.size() / TileName.FULL
                || last.size() != head.size() % TileName.FULL
                || !new MerkleTree(this::subtree).root(head.size()).equals(head.root())) {
            throw new SourceLiedException("its tiles are not those of the checkpoint that it signed");
        }
    }

    private Hash subtree(int level, long index) {
        if (level >= BUNDLE_LEVEL) {
            int span = 1 << (level - BUNDLE_LEVEL);
            int from = Math.toIntExact(index * span);
            return TileStack.rootOf(bundles.subList(from, from + span));
        }
        int from = Math.toIntExact((index << level) - (long) bundles.size() * TileName.FULL);
        return TileStack.rootOf(last.subList(from, from + (1 << level)));
    }

    TreeHead head() {
        return head;
    }

    /** Number of bundles, the last of which may not be full. */
    int pages() {
        return bundles.size() + (last.isEmpty() ? 0 : 1);
    }

    /** Name of a bundle. */
    TileName entries(int page) {
        return new TileName(TileName.ENTRIES, page, width(page));
    }

    /** Name of the hashes of the entries of a bundle. */
    TileName hashes(int page) {
        return new TileName(0, page, width(page));
    }

    private int width(int page) {
        return page < bundles.size() ? TileName.FULL : last.size();
    }

    /** Whether these are the leaves of a bundle. */
    boolean has(int page, List<Hash> leaves) {
        return page < bundles.size()
                ? leaves.size() == TileName.FULL && TileStack.rootOf(leaves).equals(bundles.get(page))
                : leaves.equals(last);
    }

    /** Whether another log has the same entries in this bundle, at the same place. */
    boolean shares(int page, SignedTree other) {
        return page < bundles.size()
                ? page < other.bundles.size() && bundles.get(page).equals(other.bundles.get(page))
                : page == other.bundles.size() && last.equals(other.last);
    }
}
