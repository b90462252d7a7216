// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Entries as C2SP tlog-tiles stores them: each preceded by its length as two bytes, big-endian. */
final class EntryBundle {

    /** Entries in a full bundle. */
    static final int FULL = 256;

    private EntryBundle() {}

    /** The bytes of these entries. */
    static ByteBuffer encode(List<String> entries) {
        int size = entries.stream().mapToInt(entry -> 2 + entry.length()).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (String entry : entries) {
            byte[] ascii = entry.getBytes(StandardCharsets.US_ASCII);
            if (ascii.length == 0 || ascii.length > 0xFFFF) {
                throw new IllegalArgumentException("an entry has 1 to 65,535 bytes");
            }
            bytes.putShort((short) ascii.length).put(ascii);
        }
        return bytes.flip();
    }

    /**
     * The entries in these bytes.
     *
     * @throws IllegalArgumentException if the last entry is cut off or an entry is empty
     */
    static List<String> decode(ByteBuffer bytes) {
        List<String> entries = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = bytes.remaining() < 2 ? 0 : Short.toUnsignedInt(bytes.getShort());
            if (length == 0 || length > bytes.remaining()) {
                throw new IllegalArgumentException("not an entry bundle");
            }
            byte[] ascii = new byte[length];
            bytes.get(ascii);
            entries.add(new String(ascii, StandardCharsets.US_ASCII));
        }
        return entries;
    }
}
