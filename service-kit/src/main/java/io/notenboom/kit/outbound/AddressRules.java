// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import io.notenboom.kit.customer.NodeConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses may be reached: public ones, and those that are listed, but none that is denied. Safe for many threads. */
public final class AddressRules {

    /**
     * IANA special-purpose blocks (RFC 6890 and its registry), multicast and reserved ones; cloud metadata lies in them. And
     * 168.63.129.16, with which a host of Azure talks to its machines.
     */
    private static final List<Cidr> NOT_PUBLIC_4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3")
            .map(Cidr::parse)
            .toList();

    /** Of IPv6 only global unicast is public at all. */
    private static final Cidr GLOBAL_6 = Cidr.parse("2000::/3");

    /** Inside global unicast: protocol assignments with Teredo, documentation, 6to4 (which hides an IPv4 address). */
    private static final List<Cidr> NOT_PUBLIC_6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Cidr::parse)
            .toList();

    private final List<Cidr> listed;
    private final List<Cidr> denied;

    /**
     * Reads a list such as {@code notenboom.outbound.allow}.
     *
     * @param listed addresses and CIDRs that may be reached although they are not public
     * @throws IllegalArgumentException for a malformed one
     */
    public AddressRules(List<String> listed) {
        this(listed, List.of());
    }

    /**
     * Reads two lists.
     *
     * @param listed addresses and CIDRs that may be reached although they are not public
     * @param denied addresses and CIDRs that may not be reached, whatever else is permitted
     * @throws IllegalArgumentException for a malformed one
     */
    public AddressRules(List<String> listed, List<String> denied) {
        this.listed = listed.stream().map(Cidr::parse).toList();
        this.denied = denied.stream().map(Cidr::parse).toList();
    }

    /** The rules of a node. */
    public static AddressRules of(NodeConfig.Outbound config) {
        return new AddressRules(config.allow().orElse(List.of()), config.deny().orElse(List.of()));
    }

    /** Whether an address is listed. */
    public boolean listed(InetAddress address) {
        return listed.stream().anyMatch(block -> block.contains(address));
    }

    /** Whether an address is public or listed, and not denied. */
    public boolean permits(InetAddress address) {
        return denied.stream().noneMatch(block -> block.contains(address)) && (listed(address) || isPublic(address));
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet6Address) {
            return GLOBAL_6.contains(address) && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(address));
        }
        return NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(address));
    }
}
