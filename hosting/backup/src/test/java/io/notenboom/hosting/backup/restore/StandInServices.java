// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/** The calls of a registry and an authorization server that a restore makes, answered as a test says. */
public final class StandInServices implements AutoCloseable {

    /** Who has it may call. */
    public static final String TOKEN = "nbt_of_the_test";

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    public final List<String> standings = Collections.synchronizedList(new ArrayList<>());
    volatile boolean restoring = true;
    volatile boolean inStep = true;
    private final HttpServer server;

    public StandInServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/registry/v1/restoration", this::registry);
        server.createContext("/auth/v1/restoration", this::auth);
        server.start();
    }

    NodeServices services() {
        Optional<URI> url = Optional.of(URI.create(url()));
        return new NodeServices(url, url, Secret.of(TOKEN));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public static String standing(int agree, int differ) {
        return "{\"sid\":\"s\",\"seq\":4,\"head\":\"h\",\"forked\":false,\"agree\":" + peers(agree)
                + ",\"behind\":[],\"differ\":" + peers(differ) + ",\"silent\":[]}";
    }

    private static String peers(int number) {
        return "[" + String.join(",", Collections.nCopies(number, "\"https://peer\"")) + "]";
    }

    private void registry(HttpExchange exchange) throws IOException {
        asked.add("registry");
        String streams = standings.size() > 1 ? standings.removeFirst() : standings.getFirst();
        answer(
                exchange,
                "{\"restoring\":" + restoring + ",\"reached\":[\"https://peer\",\"https://peer\"],\"inStep\":" + inStep
                        + ",\"streams\":[" + streams + "]}");
    }

    private void auth(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, "{\"restoring\":" + restoring + "}");
        } else {
            asked.add(body);
            answer(exchange, "{\"revoked\":1,\"unknown\":[],\"issuers\":2}");
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            boolean known =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
