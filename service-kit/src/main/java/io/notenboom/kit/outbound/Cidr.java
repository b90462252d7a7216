// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A block of addresses, IPv4 or IPv6. */
final class Cidr {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/([0-9]{1,3}))?");

    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network.clone();
        this.prefix = prefix;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fc00::/7} or a single address.
     *
     * @throws IllegalArgumentException when the text is neither; host names are not looked up
     */
    static Cidr parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("not an address or CIDR: " + text);
        }
        byte[] address = InetAddress.ofLiteral(match.group(1)).getAddress();
        int bits = address.length * Byte.SIZE;
        int prefix = match.group(2) == null ? bits : Integer.parseInt(match.group(2));
        if (prefix > bits) {
            throw new IllegalArgumentException("prefix too long: " + text);
        }
        return new Cidr(mask(address, prefix), prefix);
    }

    /** Whether the address lies in this block; an address of the other family does not. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(mask(bytes, prefix), network);
    }

    private static byte[] mask(byte[] address, int prefix) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int bits = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] = (byte) (address[i] & (0xff << (Byte.SIZE - bits)));
        }
        return masked;
    }
}
