// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import java.util.HexFormat;

/** An entry with the key that places it in the trie: 64 hexadecimal digits of SHA-256(sid). */
record KeyedEntry(String key, StreamEntry entry) implements Comparable<KeyedEntry> {

    KeyedEntry(StreamEntry entry) {
        this(keyOf(entry.sid()), entry);
    }

    static String keyOf(Digest sid) {
        return HexFormat.of().formatHex(Digest.sha256Bytes(sid.bytes()));
    }

    /** The digit that leads on from a depth. */
    int digit(int depth) {
        return digit(key, depth);
    }

    static int digit(String key, int depth) {
        return HexFormat.fromHexDigit(key.charAt(depth));
    }

    @Override
    public int compareTo(KeyedEntry other) {
        return key.compareTo(other.key);
    }
}
