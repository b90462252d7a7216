// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

/** The hashes of complete subtrees of a Merkle tree. */
@FunctionalInterface
public interface SubtreeHashes {

    /**
     * The root of the subtree over leaves {@code index * 2^level} up to, not including, {@code (index + 1) * 2^level}.
     *
     * @throws RuntimeException if it is not in the tree or cannot be read
     */
    Hash subtree(int level, long index);
}
