// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.vertx.core.http.HttpConnection;

/** A connection on the peer listener. */
public record VertxConnection(HttpConnection connection) implements AcceptedPeers.Connection {

    @Override
    public String address() {
        return connection.remoteAddress().hostAddress();
    }

    @Override
    public void close() {
        var unused = connection.close();
    }
}
