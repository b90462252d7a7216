// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.status.StatusListException.Reason;
import java.util.Collection;

/** The entries of a status list. Entry 0 is the most significant bit of the first byte. Immutable. */
public final class StatusBits {

    /** Fewest entries of a list: with fewer, an index would tell too much about the credential. */
    public static final int MIN_ENTRIES = 131_072;

    /** Most bytes that a list may unpack to: 16,777,216 entries. */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    private final byte[] bits;

    private StatusBits(byte[] bits) {
        this.bits = bits;
    }

    /**
     * A list with these entries set.
     *
     * @param entries number of entries, a multiple of 8 from {@value #MIN_ENTRIES} on
     * @param set indices that are set
     * @throws IllegalArgumentException if the number is another, or an index is behind the end
     */
    public static StatusBits of(int entries, Collection<Integer> set) {
        if (entries < MIN_ENTRIES || entries % Byte.SIZE != 0 || entries / Byte.SIZE > MAX_BYTES) {
            throw new IllegalArgumentException("a status list has " + MIN_ENTRIES + " entries or more, by eights");
        }
        byte[] bits = new byte[entries / Byte.SIZE];
        for (int index : set) {
            if (index < 0 || index >= entries) {
                throw new IllegalArgumentException("there is no entry " + index);
            }
            bits[index / Byte.SIZE] |= (byte) (0x80 >>> (index % Byte.SIZE));
        }
        return new StatusBits(bits);
    }

    /**
     * Reads {@code encodedList}.
     *
     * @throws StatusListException with reason ENCODING, GZIP, TRAILING_DATA, TOO_LARGE or TOO_SHORT
     */
    public static StatusBits decode(StatusListType type, String encoded) throws StatusListException {
        if (!encoded.startsWith(type.prefix())
                || encoded.length() == type.prefix().length()) {
            throw new StatusListException(Reason.ENCODING);
        }
        byte[] packed;
        try {
            packed = Base64Url.decode(encoded.substring(type.prefix().length()));
        } catch (IllegalArgumentException odd) {
            throw new StatusListException(Reason.ENCODING, odd);
        }
        byte[] bits = GzipMember.unpack(packed, MAX_BYTES);
        if (bits.length < MIN_ENTRIES / Byte.SIZE) {
            throw new StatusListException(Reason.TOO_SHORT);
        }
        return new StatusBits(bits);
    }

    /** Number of entries. */
    public int entries() {
        return bits.length * Byte.SIZE;
    }

    /**
     * Whether an entry is set.
     *
     * @param index {@code statusListIndex}: decimal digits without sign and leading zeros
     * @throws StatusListException with reason FORMAT or RANGE
     */
    public boolean isSet(String index) throws StatusListException {
        int number = position(index);
        return (bits[number / Byte.SIZE] & (0x80 >>> (number % Byte.SIZE))) != 0;
    }

    private int position(String index) throws StatusListException {
        boolean decimal = !index.isEmpty()
                && index.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (index.length() == 1 || index.charAt(0) != '0');
        if (!decimal) {
            throw new StatusListException(Reason.FORMAT);
        }
        int number = index.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(index);
        if (number >= entries()) {
            throw new StatusListException(Reason.RANGE);
        }
        return number;
    }

    /** The list as {@code encodedList}. */
    public String encode(StatusListType type) {
        return type.prefix() + Base64Url.encode(GzipMember.pack(bits));
    }
}
