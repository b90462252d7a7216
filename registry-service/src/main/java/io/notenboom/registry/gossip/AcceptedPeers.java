// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.kit.listener.PeerCertificates;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The connections on which peers have called this node, each with the certificates that were shown when it was made, so that
 * those of a peer that is refused by now can be closed. Safe for many threads.
 */
public final class AcceptedPeers {

    private final Map<HttpConnection, List<X509Certificate>> connections = new ConcurrentHashMap<>();

    /** A request came; only those on the peer listener count. */
    public void called(HttpServerRequest request) {
        List<X509Certificate> chain = PeerCertificates.of(request);
        HttpConnection connection = request.connection();
        if (!chain.isEmpty() && connections.putIfAbsent(connection, chain) == null) {
            connection.closeHandler(closed -> connections.remove(connection));
        }
    }

    /** Closes the connections whose certificates are refused by now, and no others; returns how many. */
    public int closeIf(Predicate<List<X509Certificate>> refused) {
        List<HttpConnection> closing = connections.entrySet().stream()
                .filter(connection -> refused.test(connection.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        closing.forEach(connection -> {
            connections.remove(connection);
            var unused = connection.close();
        });
        return closing.size();
    }

    /** Number of connections that are open. */
    public int size() {
        return connections.size();
    }
}
