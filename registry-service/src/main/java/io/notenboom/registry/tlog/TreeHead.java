// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.util.Objects;

/**
 * A Merkle tree at one moment.
 *
 * @param size number of leaves
 * @param root root of the tree
 */
public record TreeHead(long size, Hash root) {

    /** The tree without leaves. */
    public static final TreeHead EMPTY = new TreeHead(0, Hash.EMPTY);

    /** @throws IllegalArgumentException if the size is negative */
    public TreeHead {
        Objects.requireNonNull(root, "root");
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
    }
}
