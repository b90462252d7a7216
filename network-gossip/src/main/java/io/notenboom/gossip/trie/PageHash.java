// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.TriePage;
import java.nio.ByteBuffer;
import java.util.List;

/** Hash of a page as it came from a peer, by the same rules as the trie's own. */
final class PageHash {

    private PageHash() {}

    static Digest of(TriePage page) {
        return switch (page) {
            case TriePage.Leaf leaf ->
                leaf(leaf.entries().stream().map(KeyedEntry::new).sorted().toList());
            case TriePage.Branch branch -> branch(branch);
        };
    }

    private static Digest leaf(List<KeyedEntry> sorted) {
        return Digest.of(new TrieNode.Leaf(sorted).hash());
    }

    private static Digest branch(TriePage.Branch branch) {
        ByteBuffer buffer = ByteBuffer.allocate(3 + branch.children().size() * Digest.BYTES);
        int bitmap = 0;
        for (int digit : branch.children().keySet()) {
            bitmap |= 1 << (TrieNode.FAN_OUT - 1 - digit);
        }
        buffer.put((byte) 1).putShort((short) bitmap);
        branch.children().values().forEach(hash -> buffer.put(hash.bytes()));
        return Digest.sha256(buffer.array());
    }
}
