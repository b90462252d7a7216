// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.connection;

import java.util.HashMap;
import java.util.Map;

/** Counts the connections of clients, in all and for each address. Safe for many threads. */
public final class OpenConnections {

    private static final int IPV6_NETWORK_GROUPS = 4;

    private final int most;
    private final int mostPerAddress;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int count;
    private long refused;

    /**
     * @param most most connections
     * @param mostPerAddress most connections of one address; an IPv6 network of 64 bits counts as one
     */
    public OpenConnections(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** Admits a connection of this address; what is admitted must {@link #closed leave}. */
    synchronized boolean admit(String address) {
        String network = network(address);
        int own = byAddress.getOrDefault(network, 0);
        if (count >= most || own >= mostPerAddress) {
            refused++;
            return false;
        }
        count++;
        byAddress.put(network, own + 1);
        return true;
    }

    /** A connection of this address that was admitted is closed. */
    synchronized void closed(String address) {
        count--;
        byAddress.computeIfPresent(network(address), (known, own) -> own > 1 ? Integer.valueOf(own - 1) : null);
    }

    /** Connections that are open. */
    public synchronized int count() {
        return count;
    }

    /** Connections that were closed because there were too many. */
    public synchronized long refused() {
        return refused;
    }

    /** An IPv4 address, or the first 64 bits of an IPv6 address as the platform writes it, without abbreviation. */
    private static String network(String address) {
        int end = -1;
        for (int group = 0; group < IPV6_NETWORK_GROUPS; group++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }
}
