// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A node with a valid certificate that lies to whoever asks, or never answers at all. */
final class HostilePeer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long STALL_MILLISECONDS = 30_000;

    private final HttpsServer server;
    private final Lies lies;
    private final Map<String, AtomicInteger> callers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger lied = new AtomicInteger();
    private volatile boolean stalling;
    private volatile long lastCall = System.nanoTime();

    /** Listens on this port of {@code 127.0.0.1}. */
    HostilePeer(int port, SSLContext tls, Lies lies) throws IOException {
        this.lies = lies;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    void stall(boolean on) {
        stalling = on;
    }

    /** How many calls came. */
    int calls() {
        return calls.get();
    }

    /** How many were answered with a page or with events that are not true. */
    int lied() {
        return lied.get();
    }

    /** For how long nobody called. */
    long quietMilliseconds() {
        return (System.nanoTime() - lastCall) / 1_000_000;
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        lastCall = System.nanoTime();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (stalling) {
            stall(exchange);
            return;
        }
        String path = exchange.getRequestURI().getPath();
        boolean forged = turn(exchange).get() % 2 == 0;
        if (path.equals("/gossip/v1/head")) {
            answer(exchange, "application/jose", lies.head(forged));
        } else if (path.equals("/gossip/v1/sync")) {
            ObjectNode reply = JsonNodeFactory.instance.objectNode().put("head", lies.head(forged));
            reply.putArray("hints");
            answer(exchange, "application/json", reply.toString());
        } else if (path.startsWith("/gossip/v1/trie/")) {
            lied.incrementAndGet();
            if (!forged) {
                turn(exchange).incrementAndGet();
            }
            answer(exchange, "application/octet-stream", Lies.answerWith(lies.forgedPage()));
        } else if (path.startsWith("/gossip/v1/streams/")) {
            lied.incrementAndGet();
            turn(exchange).incrementAndGet();
            answer(exchange, "application/json", forgedSuffix(exchange).toString());
        } else if (path.equals("/gossip/v1/events")) {
            answer(exchange, "application/json", allAccepted(body).toString());
        } else {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        }
    }

    /** Each caller gets the two kinds of lies in turn. */
    private AtomicInteger turn(HttpExchange exchange) throws IOException {
        String caller = ((com.sun.net.httpserver.HttpsExchange) exchange)
                .getSSLSession()
                .getPeerPrincipal()
                .getName();
        return callers.computeIfAbsent(caller, name -> new AtomicInteger());
    }

    private ObjectNode forgedSuffix(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String from = exchange.getRequestURI().getQuery().replaceAll(".*from=([0-9]+).*", "$1");
        ObjectNode suffix =
                JsonNodeFactory.instance.objectNode().put("sid", path[4]).put("from", Long.parseLong(from));
        suffix.putArray("events").add(lies.forgedEvent());
        return suffix;
    }

    private static ObjectNode allAccepted(byte[] push) throws IOException {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        var verdicts = reply.putArray("verdicts");
        JSON.readTree(push).path("events").forEach(event -> verdicts.addObject().put("verdict", "accepted"));
        return reply;
    }

    private static void stall(HttpExchange exchange) {
        try {
            Thread.sleep(STALL_MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        answer(exchange, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
