// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Stands for the authorization server: a token is the DID of its client. */
final class Introspection implements AutoCloseable {

    private static final int OK = 200;
    private static final int BACKLOG = 256;

    private final HttpServer server;

    private Introspection(HttpServer server) {
        this.server = server;
    }

    static Introspection start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.createContext("/", Introspection::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new Introspection(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            String token = URLDecoder.decode(form.replaceFirst("^token=([^&]*).*", "$1"), StandardCharsets.UTF_8);
            String client = token.replace("~", ":").replaceFirst("\\.n[0-9]+$", "");
            byte[] answer = SampleFlows.token(client).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(OK, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
