// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which addresses may be reached: public ones, and those listed. */
final class AddressGuard {

    private final List<Network> allowed;

    /** An address with the number of bits that count. */
    private record Network(List<Byte> address, int bits) {

        boolean contains(byte[] other) {
            if (other.length != address.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address.get(bit / 8) & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Lists addresses and CIDRs that may be reached although they are loopback or private. */
    AddressGuard(List<String> allowed) {
        this.allowed = allowed.stream().map(AddressGuard::network).toList();
    }

    /** The first address of a host that may be reached; empty when there is none. */
    Optional<InetAddress> resolve(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (permitted(address)) {
                    return Optional.of(address);
                }
            }
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    boolean permitted(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (allowed.stream().anyMatch(network -> network.contains(bytes))) {
            return true;
        }
        boolean special = address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        return !special && !reserved(bytes);
    }

    /** Shared address space 100.64/10, "this network" 0/8, 192.0.0/24, benchmarks 198.18/15, class E; IPv6 unique local and embedded IPv4. */
    private static boolean reserved(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == 4) {
            return first == 0
                    || first >= 240
                    || (first == 100 && second >= 64 && second < 128)
                    || (first == 192 && second == 0 && bytes[2] == 0)
                    || (first == 198 && (second == 18 || second == 19));
        }
        boolean global = (first & 0xe0) == 0x20;
        boolean embedsIpv4 = first == 0x20 && second == 0x02;
        return !global || embedsIpv4;
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9a-fA-F.:]+")) {
            throw new IllegalArgumentException("notenboom.outbound.allow lists addresses and CIDRs.");
        }
        try {
            byte[] bytes = InetAddress.getByName(address.strip()).getAddress();
            int bits = slash < 0
                    ? bytes.length * 8
                    : Integer.parseInt(text.substring(slash + 1).strip());
            if (bits < 0 || bits > bytes.length * 8) {
                throw new IllegalArgumentException("notenboom.outbound.allow lists addresses and CIDRs.");
            }
            List<Byte> list = new ArrayList<>();
            for (byte value : bytes) {
                list.add(value);
            }
            return new Network(List.copyOf(list), bits);
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("notenboom.outbound.allow lists addresses and CIDRs.", malformed);
        }
    }
}
