// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.notenboom.testkit.http.LoopbackTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a {@link VaultStandIn}: what a request asks, and how an answer is written. */
final class StandInFront {

    private static final int MAX_BODY = 33_554_432;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final VaultStandIn vault;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String scheme;

    StandInFront(VaultStandIn vault, @Nullable LoopbackTls tls) {
        this.vault = vault;
        this.scheme = tls == null ? "http" : "https";
        try {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);
            if (tls == null) {
                server = HttpServer.create(address, 100);
            } else {
                HttpsServer secure = HttpsServer.create(address, 100);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
                server = secure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/v1/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (VaultRefusal refusal) {
                String reason = String.valueOf(refusal.getMessage());
                write(exchange, refusal.status(), reason.isEmpty() ? errors() : errors(reason));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        int failure = vault.faults().takeFailure();
        if (failure > 0) {
            write(exchange, failure, errors("internal error"));
            return;
        }
        StandInCall call = call(exchange);
        pause();
        ObjectNode answer = vault.answer(
                call,
                exchange.getRequestHeaders().getFirst("X-Vault-Namespace"),
                StandInCall.seconds(JsonNodeFactory.instance.textNode(header(exchange, "X-Vault-Wrap-TTL")), 0));
        boolean lost = call.operation() == StandInCall.Operation.WRITE
                && vault.faults().takeLoss();
        if (!lost) {
            write(exchange, answer.isEmpty() ? 204 : 200, answer);
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(vault.faults().delay().toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static StandInCall call(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath().substring("/v1/".length());
        List<String> segments = Arrays.asList(path.split("/", -1));
        String query = exchange.getRequestURI().getRawQuery();
        StandInCall.Operation operation =
                switch (exchange.getRequestMethod()) {
                    case "GET" -> "list=true".equals(query) ? StandInCall.Operation.LIST : StandInCall.Operation.READ;
                    case "LIST" -> StandInCall.Operation.LIST;
                    case "POST", "PUT" -> StandInCall.Operation.WRITE;
                    case "DELETE" -> StandInCall.Operation.DELETE;
                    default -> throw VaultRefusal.unsupported();
                };
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        String token = header(exchange, "X-Vault-Token");
        return new StandInCall(
                operation,
                segments.getLast().isEmpty() ? segments.subList(0, segments.size() - 1) : segments,
                object(body),
                token.isEmpty() ? null : token);
    }

    private static ObjectNode object(byte[] body) throws IOException {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode read = MAPPER.readTree(body);
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new VaultRefusal(400, "failed to parse JSON input");
    }

    private static ObjectNode errors(String... reasons) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        var errors = body.putArray("errors");
        Arrays.asList(reasons).forEach(errors::add);
        return body;
    }

    private static void write(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        if (status == 204) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] bytes = MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
