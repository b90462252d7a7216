// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.connection;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections of clients that are too many, and those that take too long to send the header section of a request: a time-out
 * for silence alone is not enough, because a client may send a byte now and then. For one event loop.
 */
public final class ConnectionGuard {

    private final Vertx vertx;
    private final OpenConnections open;
    private final long firstMilliseconds;
    private final long nextMilliseconds;
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    /**
     * @param firstMilliseconds for the first request of a connection
     * @param nextMilliseconds for each further one, from the answer before it
     */
    public ConnectionGuard(Vertx vertx, OpenConnections open, long firstMilliseconds, long nextMilliseconds) {
        this.vertx = vertx;
        this.open = open;
        this.firstMilliseconds = firstMilliseconds;
        this.nextMilliseconds = nextMilliseconds;
    }

    /** A connection was opened. */
    public void opened(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        if (!open.admit(address)) {
            var unused = connection.close();
            return;
        }
        connection.closeHandler(closed -> {
            disarm(connection);
            open.closed(address);
        });
        arm(connection, firstMilliseconds);
    }

    /** The header section of a request has come. */
    public void requested(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        disarm(connection);
        request.response().bodyEndHandler(answered -> arm(connection, nextMilliseconds));
    }

    private void arm(HttpConnection connection, long milliseconds) {
        disarm(connection);
        timers.put(connection, vertx.setTimer(milliseconds, late -> {
            timers.remove(connection);
            var unused = connection.close();
        }));
    }

    private void disarm(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
