// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.outbound.vertx;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Which addresses may be contacted: public ones, and those that the operator allowed. An IPv4 address inside an IPv6 one (mapped,
 * NAT64, 6to4) is never public.
 */
final class AddressGuard {

    private static final List<Range> NOT_PUBLIC = List.of(
            Range.parse("0.0.0.0/8"),
            Range.parse("10.0.0.0/8"),
            Range.parse("100.64.0.0/10"),
            Range.parse("127.0.0.0/8"),
            Range.parse("168.63.129.16/32"),
            Range.parse("169.254.0.0/16"),
            Range.parse("172.16.0.0/12"),
            Range.parse("192.0.0.0/24"),
            Range.parse("192.0.2.0/24"),
            Range.parse("192.88.99.0/24"),
            Range.parse("192.168.0.0/16"),
            Range.parse("198.18.0.0/15"),
            Range.parse("198.51.100.0/24"),
            Range.parse("203.0.113.0/24"),
            Range.parse("224.0.0.0/3"));
    private static final Range PUBLIC_IPV6 = Range.parse("2000::/3");
    private static final List<Range> NOT_PUBLIC_IPV6 = List.of(
            Range.parse("2001::/23"), Range.parse("2001:db8::/32"), Range.parse("2002::/16"), Range.parse("3fff::/20"));

    private final List<Range> allowed;

    /** @param allowed addresses or CIDRs that may be contacted although they are not public */
    AddressGuard(List<String> allowed) {
        this.allowed = allowed.stream().map(Range::parse).toList();
    }

    boolean permits(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
        }
        return PUBLIC_IPV6.contains(address) && NOT_PUBLIC_IPV6.stream().noneMatch(range -> range.contains(address));
    }

    /** A CIDR range. */
    static final class Range {

        private final byte[] network;
        private final int bits;

        private Range(byte[] network, int bits) {
            this.network = network;
            this.bits = bits;
        }

        /** @throws IllegalArgumentException if the text is not an IP address or CIDR */
        static Range parse(String text) {
            String[] parts = text.strip().toLowerCase(Locale.ROOT).split("/", 2);
            if (!parts[0].matches("[0-9a-f.:]+") || !parts[0].matches(".*[.:].*")) {
                throw new IllegalArgumentException("notenboom.outbound.allow holds IP addresses and CIDRs only");
            }
            try {
                byte[] network = InetAddress.getByName(parts[0]).getAddress();
                int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
                if (bits < 0 || bits > network.length * 8) {
                    throw new IllegalArgumentException("notenboom.outbound.allow holds a CIDR with too many bits");
                }
                return new Range(network, bits);
            } catch (UnknownHostException | NumberFormatException malformed) {
                throw new IllegalArgumentException(
                        "notenboom.outbound.allow holds IP addresses and CIDRs only", malformed);
            }
        }

        boolean contains(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((network[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
