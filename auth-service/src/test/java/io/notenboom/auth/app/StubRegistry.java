// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A registry-service with endpoints of one organisation, which are in force until they are ended. */
public final class StubRegistry {

    private static final int PAGE = 500;

    private final List<String> issuers = new CopyOnWriteArrayList<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable HttpServer server;

    /** Starts to serve; the base URL. */
    String start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/", this::answer);
        started.start();
        server = started;
        return "http://127.0.0.1:" + started.getAddress().getPort();
    }

    void stop() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
        }
    }

    /** Accepts the registration of an authorization server. */
    void register(String issuer) {
        issuers.add(issuer);
        types.add("EndpointRegistration");
    }

    /** Accepts a revocation that ends everything. */
    void endAll() {
        ended.set(true);
        issuers.add("");
        types.add("CertificateRevocation");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = "null";
        if (path.startsWith("/registry/v1/events?from=")) {
            body = events(Integer.parseInt(path.replaceAll(".*from=(\\d+)&.*", "$1")));
        } else if (path.startsWith("/registry/v1/events/e")) {
            body = event(Integer.parseInt(path.substring("/registry/v1/events/e".length())));
        } else if (path.endsWith("/endpoints")) {
            body = endpoints();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String events(int from) {
        StringBuilder list = new StringBuilder();
        for (int index = from; index < types.size() && index < from + PAGE; index++) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"id\":\"e" + index + "\",\"sid\":\"s\",\"seq\":" + index + ",\"evt\":\""
                            + types.get(index) + "\"}");
        }
        return "{\"events\":[" + list + "],\"next\":null}";
    }

    private String event(int index) {
        return "{\"id\":\"e" + index + "\",\"jws\":\"" + base64("{\"alg\":\"ES256\"}") + "." + base64(endpoint(index))
                + "." + base64("s".repeat(64)) + "\"}";
    }

    private String endpoint(int index) {
        return "{\"careOrganisation\":\"urn:oid:2.16.528.1\",\"endpointId\":\"urn:uuid:" + index
                + "\",\"endpointType\":\"oauth\",\"location\":\"" + issuers.get(index)
                + "\",\"start\":\"2026-01-01T00:00:00Z\"}";
    }

    private String endpoints() {
        StringBuilder list = new StringBuilder();
        for (int index = 0; index < types.size() && !ended.get(); index++) {
            list.append(list.isEmpty() ? "" : ",").append(endpoint(index));
        }
        return "{\"endpoints\":[" + list + "]}";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
