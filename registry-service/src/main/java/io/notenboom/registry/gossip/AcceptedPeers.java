// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The connections on which peers call this node, each with the certificates that were shown when it was made: so many of one
 * node, so many from one address of nodes that no vendor registered, and {@value #MOST} in all. Nodes that are registered are
 * not counted by address, because a host may run many of them behind one; nor is what a relay on this machine passes on. A
 * connection over a limit is answered once, with 429, and closed soon. Those of a peer that is refused by now can be closed.
 * Safe for many threads.
 */
public final class AcceptedPeers {

    /** Most connections. */
    public static final int MOST = 5_000;

    /** So many connections over a limit are kept for their answer; others are closed at once. */
    static final int MOST_REFUSED = 50;

    /** A connection; two are equal if they are the same. */
    public interface Connection {

        /** IP address of the other side. */
        String address();

        /** Ends it. */
        void close();
    }

    /**
     * How many connections there may be.
     *
     * @param perNode of one node, by its node CA
     * @param perAddress from one address, of nodes that are not registered
     */
    public record Limits(int perNode, int perAddress) {

        /** @throws IllegalArgumentException if one is less than 1 */
        public Limits {
            if (perNode < 1 || perAddress < 1) {
                throw new IllegalArgumentException("the limits of connections are at least 1");
            }
        }
    }

    /** Why a connection is refused. */
    public enum Refusal {
        /** Its node has as many as one node may have. */
        NODE_CONNECTIONS,
        /** As many as may be came from its address. */
        ADDRESS_CONNECTIONS,
        /** There are as many as this node holds. */
        CONNECTIONS
    }

    private record Shown(String node, List<X509Certificate> chain) {}

    private final Limits limits;
    private final Supplier<Set<String>> registered;
    private final Map<Connection, Shown> connections = new LinkedHashMap<>();
    private final Set<Connection> refused = new LinkedHashSet<>();
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);

    /**
     * Without connections.
     *
     * @param registered ids of the nodes that vendors registered
     */
    public AcceptedPeers(Limits limits, Supplier<Set<String>> registered) {
        this.limits = limits;
        this.registered = registered;
    }

    /**
     * A connection was made. Over a limit it is kept for its answer, if not too many are, and closed otherwise.
     *
     * @param node id of the node, which is the thumbprint of its node CA
     * @param chain its certificates
     */
    public void opened(Connection connection, String node, List<X509Certificate> chain) {
        if (!entered(connection, node, chain)) {
            connection.close();
        }
    }

    private synchronized boolean entered(Connection connection, String node, List<X509Certificate> chain) {
        Optional<Refusal> why = refusal(connection.address(), node);
        if (why.isEmpty()) {
            connections.put(connection, new Shown(node, List.copyOf(chain)));
            return true;
        }
        refusals.merge(why.get(), 1L, Long::sum);
        return refused.size() < MOST_REFUSED && refused.add(connection);
    }

    private Optional<Refusal> refusal(String address, String node) {
        if (connections.size() >= MOST) {
            return Optional.of(Refusal.CONNECTIONS);
        }
        if (count((connection, shown) -> shown.node().equals(node)) >= limits.perNode()) {
            return Optional.of(Refusal.NODE_CONNECTIONS);
        }
        BiPredicate<Connection, Shown> fromThere =
                (connection, shown) -> connection.address().equals(address);
        if (count(fromThere) < limits.perAddress()
                || InetAddress.ofLiteral(address).isLoopbackAddress()) {
            return Optional.empty();
        }
        Set<String> known = registered.get();
        boolean many = !known.contains(node)
                && count(fromThere.and((connection, shown) -> !known.contains(shown.node()))) >= limits.perAddress();
        return many ? Optional.of(Refusal.ADDRESS_CONNECTIONS) : Optional.empty();
    }

    private long count(BiPredicate<Connection, Shown> which) {
        return connections.entrySet().stream()
                .filter(connection -> which.test(connection.getKey(), connection.getValue()))
                .count();
    }

    /** A connection ended. */
    public synchronized void closed(Connection connection) {
        connections.remove(connection);
        refused.remove(connection);
    }

    /** Whether calls on a connection are to be refused, because it is over a limit. */
    public synchronized boolean isRefused(Connection connection) {
        return refused.contains(connection);
    }

    /** Closes the connections that are over a limit; to be called every few seconds. */
    public void closeRefused() {
        List<Connection> closing;
        synchronized (this) {
            closing = List.copyOf(refused);
            refused.clear();
        }
        closing.forEach(Connection::close);
    }

    /** Closes the connections whose certificates are refused by now, and no others; returns how many. */
    public int closeIf(Predicate<List<X509Certificate>> refusedNow) {
        List<Map.Entry<Connection, Shown>> all;
        synchronized (this) {
            all = List.copyOf(connections.entrySet());
        }
        List<Connection> closing = all.stream()
                .filter(connection -> refusedNow.test(connection.getValue().chain()))
                .map(Map.Entry::getKey)
                .toList();
        closing.forEach(connection -> {
            closed(connection);
            connection.close();
        });
        return closing.size();
    }

    /** Number of connections that are open and within the limits. */
    public synchronized int size() {
        return connections.size();
    }

    /** How many connections were refused for a reason. */
    public synchronized long refusals(Refusal why) {
        return refusals.getOrDefault(why, 0L);
    }
}
