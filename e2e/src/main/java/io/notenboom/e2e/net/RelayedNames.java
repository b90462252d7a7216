// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.net;

import io.notenboom.launcher.node.NodeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every node a host name of its own, which each other node resolves to another loopback address, that of a relay. So what
 * one node says to another goes through a relay of that pair and that direction, although a node has one address for all. Every
 * node gets a hosts file for its JVM ({@code jdk.net.hosts.file}); nothing of the machine is changed.
 */
public final class RelayedNames implements AutoCloseable {

    private static final String DOMAIN = ".relayed.nl";
    private static final String LOOPBACK = "127.0.0.1";

    private final List<String> labels;
    private final Map<Pair, Relay> relays = new LinkedHashMap<>();

    private record Pair(String from, String to) {}

    /** @param labels of the nodes: letters and digits, at most 200 nodes */
    public RelayedNames(List<String> labels) {
        this.labels = List.copyOf(labels);
    }

    /** Host name of a node. */
    public static String hostOf(String label) {
        return label + DOMAIN;
    }

    /** Writes the hosts file of a node and answers the JVM option that makes it count. */
    public String javaOption(String label, Path folder) {
        StringBuilder hosts = new StringBuilder(LOOPBACK + " localhost\n");
        for (String other : labels) {
            hosts.append(other.equals(label) ? LOOPBACK : address(label, other))
                    .append(' ')
                    .append(hostOf(other))
                    .append('\n');
        }
        return "-Djdk.net.hosts.file=" + NodeFolder.writePrivate(folder.resolve(label + ".hosts"), hosts.toString());
    }

    /** Begins to relay what others say to a node that listens on this port of {@code 127.0.0.1}. */
    public void relayTo(String label, int port) {
        for (String other : labels) {
            if (!other.equals(label)) {
                relays.put(
                        new Pair(other, label),
                        new Relay(
                                new InetSocketAddress(resolved(address(other, label)), port),
                                new InetSocketAddress(resolved(LOOPBACK), port)));
            }
        }
    }

    /** Cuts all connections between a part of the nodes and the others. */
    public void separate(Set<String> part) {
        crossing(part).forEach(Relay::cut);
    }

    /** Restores all connections. */
    public void heal() {
        relays.values().forEach(Relay::restore);
    }

    private List<Relay> crossing(Set<String> part) {
        List<Relay> crossing = new ArrayList<>();
        relays.forEach((pair, relay) -> {
            if (part.contains(pair.from()) != part.contains(pair.to())) {
                crossing.add(relay);
            }
        });
        return crossing;
    }

    /** All of 127.0.0.0/8 is this machine. */
    private String address(String from, String to) {
        return "127.1." + (labels.indexOf(from) + 1) + "." + (labels.indexOf(to) + 1);
    }

    private static InetAddress resolved(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }

    @Override
    public void close() {
        relays.values().forEach(Relay::close);
    }
}
