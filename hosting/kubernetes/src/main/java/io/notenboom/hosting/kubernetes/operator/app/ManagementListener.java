// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Health and metrics over HTTP, at the paths that all services have. */
final class ManagementListener implements AutoCloseable {

    private static final int UP = 200;
    private static final int DOWN = 503;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;

    /**
     * Begins to serve.
     *
     * @param ready whether it does its work
     * @param metrics text of the metrics
     * @throws IOException if the port is taken
     */
    ManagementListener(String host, int port, BooleanSupplier ready, Supplier<String> metrics) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(host, port), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/q/health/live", exchange -> health(exchange, true));
        server.createContext("/q/health/started", exchange -> health(exchange, true));
        server.createContext("/q/health/ready", exchange -> health(exchange, ready.getAsBoolean()));
        server.createContext(
                "/q/metrics",
                exchange -> answer(exchange, UP, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
        server.start();
    }

    /** The port on which it listens. */
    int port() {
        return server.getAddress().getPort();
    }

    private static void health(HttpExchange exchange, boolean up) throws IOException {
        answer(
                exchange,
                up ? UP : DOWN,
                "application/json",
                "{\"status\":\"" + (up ? "UP" : "DOWN") + "\",\"checks\":[]}");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream stream = exchange.getResponseBody()) {
                stream.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
