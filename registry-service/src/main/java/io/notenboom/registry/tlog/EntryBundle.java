// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Entries of ASCII text as C2SP tlog-tiles stores them: each preceded by its length as two bytes, big-endian. */
public final class EntryBundle {

    private static final int MAX_ENTRY = 0xFFFF;

    private EntryBundle() {}

    /** The bytes of these entries. */
    public static byte[] encode(List<String> entries) {
        int size = entries.stream().mapToInt(entry -> 2 + entry.length()).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (String entry : entries) {
            if (entry.isEmpty() || entry.length() > MAX_ENTRY) {
                throw new IllegalArgumentException("an entry has 1 to 65,535 bytes");
            }
            bytes.putShort((short) entry.length()).put(entry.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.array();
    }

    /**
     * The entries in these bytes.
     *
     * @throws IllegalArgumentException if the last entry is cut off, an entry is empty or a byte is not ASCII
     */
    public static List<String> decode(ByteBuffer bytes) {
        List<String> entries = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = bytes.remaining() < 2 ? 0 : Short.toUnsignedInt(bytes.getShort());
            if (length == 0 || length > bytes.remaining()) {
                throw new IllegalArgumentException("not an entry bundle");
            }
            byte[] ascii = new byte[length];
            bytes.get(ascii);
            for (byte letter : ascii) {
                if (letter < 0) {
                    throw new IllegalArgumentException("an entry has a byte that is not ASCII");
                }
            }
            entries.add(new String(ascii, StandardCharsets.US_ASCII));
        }
        return entries;
    }

    /** The leaf hash of an entry. */
    public static Hash leaf(String entry) {
        return Hash.leaf(entry.getBytes(StandardCharsets.US_ASCII));
    }
}
