// SPDX-License-Identifier: Apache-2.0
/** The Merkle prefix trie over the heads of all streams; its root is the network-wide test for equality. */
@NullMarked
package io.notenboom.gossip.trie;

import org.jspecify.annotations.NullMarked;
