// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Special addresses that peers may have: those of {@code notenboom.outbound.allow}, in development mode also loopback. */
public final class AllowedAddresses implements Predicate<InetAddress> {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<Range> ranges;
    private final boolean development;

    private record Range(InetAddress network, int bits) {

        static Range parse(String text) {
            String[] parts = text.strip().split("/", -1);
            if (parts.length > 2 || !LITERAL.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException("notenboom.outbound.allow has addresses and CIDRs only");
            }
            InetAddress network = InetAddress.ofLiteral(parts[0]);
            int all = network.getAddress().length * Byte.SIZE;
            int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException("notenboom.outbound.allow has a CIDR with a wrong length");
            }
            return new Range(network, bits);
        }

        boolean contains(InetAddress address) {
            byte[] one = network.getAddress();
            byte[] other = address.getAddress();
            if (one.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if ((one[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads the configuration.
     *
     * @param allow addresses and CIDRs
     * @param development whether loopback is allowed as well
     * @throws IllegalArgumentException if one is neither
     */
    public AllowedAddresses(List<String> allow, boolean development) {
        this.ranges = allow.stream().map(Range::parse).toList();
        this.development = development;
    }

    @Override
    public boolean test(InetAddress address) {
        return (development && address.isLoopbackAddress())
                || ranges.stream().anyMatch(range -> range.contains(address));
    }
}
