// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.replay.node.ReplayClock;
import io.notenboom.auth.replay.node.ReplayNode;
import io.notenboom.auth.replay.node.RouteAnswer;
import io.notenboom.auth.replay.node.RouteRequest;
import io.notenboom.auth.replay.recording.NodeSettings;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records two nodes of our own, with keys of their own: other hosts, subjects and scopes than in any other recording. What they
 * sign is really signed.
 */
final class OwnRecording implements OutboundHttp {

    static final String SERVER = "https://kliniek.example:8443";
    static final String SERVER_INTERNAL = "http://127.0.0.1:9101";
    static final String CLIENT = "https://loket.example";
    static final String CLIENT_INTERNAL = "http://127.0.0.1:9102";

    private static final Instant BEGIN = Instant.parse("2031-05-06T07:08:09.100Z");

    private final Path root;
    private final ReplayClock clock = new ReplayClock();
    private final Map<String, ReplayNode> nodes = new HashMap<>();
    private final ArrayNode index = JsonNodeFactory.instance.arrayNode();
    private final List<ObjectNode> exchanges = new ArrayList<>();

    /**
     * Starts both nodes.
     *
     * @param root where the recording is written
     * @param policy the policy file of the server
     * @param discovery definition of the discovery service that it serves
     */
    OwnRecording(Path root, String policy, String discovery, String servedId) throws IOException {
        this.root = root;
        clock.set(BEGIN);
        NodeSettings.Discovery definitions =
                new NodeSettings.Discovery(List.of(new PolicyDocument("list.json", discovery)), Set.of());
        node(
                "server",
                SERVER,
                SERVER_INTERNAL,
                List.of(new PolicyDocument("policy.json", policy)),
                new NodeSettings.Discovery(definitions.definitions(), Set.of(servedId)));
        node("client", CLIENT, CLIENT_INTERNAL, List.of(), definitions);
        write("config/policy-server/policy.json", policy);
        write("config/discovery/list.json", discovery);
        write(
                "config/node-server.yaml",
                "url: " + SERVER + "\nhttp: {internal: {address: \"127.0.0.1:9101\"}}\ndiscovery: {server: {ids: ["
                        + servedId + "]}}\n");
        write("config/node-client.yaml", "url: " + CLIENT + "\nhttp: {internal: {address: \"127.0.0.1:9102\"}}\n");
    }

    private void node(
            String name, String url, String internal, List<PolicyDocument> policies, NodeSettings.Discovery discovery) {
        ReplayNode node = new ReplayNode(new NodeSettings(name, url, internal, policies, discovery, null), this, clock);
        nodes.put(url, node);
        nodes.put(internal, node);
    }

    /** Sends JSON to a node, and records it as an item. */
    JsonNode call(String item, String method, String url, String json) throws IOException {
        return call(item, method, url, json.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"), json);
    }

    /** Sends a form to a node, and records it as an item. */
    JsonNode form(String item, String url, String form) throws IOException {
        return call(item, "POST", url, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
    }

    private JsonNode call(String item, String method, String url, Map<String, String> headers, String body)
            throws IOException {
        wait(Duration.ofMillis(400));
        exchanges.clear();
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        exchanges.add(outer);
        URI target = URI.create(url);
        String origin = target.getScheme() + "://" + target.getRawAuthority();
        RouteRequest request = new RouteRequest(method, path(target), List.copyOf(headers.entrySet()), utf8(body));
        ReplayNode node = nodes.get(origin);
        if (method.equals("GET") && url.contains("/internal/discovery/")) {
            node.followDiscovery();
            exchanges.removeIf(exchange -> exchange != outer);
        }
        RouteAnswer answer =
                target.getPath().startsWith("/internal/") ? node.internalAnswer(request) : node.publicAnswer(request);
        describe(outer, method, target, List.copyOf(headers.entrySet()), body, answer);
        outer.put("ended_at", clock.instant().plusMillis(40).toString());
        write(item + ".json", item(item).toString());
        return answer.body();
    }

    /** Lets time pass. */
    void wait(Duration time) {
        clock.set(clock.instant().plus(time));
    }

    @Override
    public OutboundOutcome send(OutboundRequest request) {
        URI target = request.target();
        ReplayNode node = nodes.get(target.getScheme() + "://" + target.getRawAuthority());
        if (node == null) {
            return new OutboundOutcome.Failed(OutboundOutcome.Failure.UNKNOWN_HOST);
        }
        ObjectNode exchange = JsonNodeFactory.instance.objectNode();
        exchanges.add(exchange);
        RouteAnswer answer =
                node.publicAnswer(new RouteRequest(request.method(), path(target), request.headers(), request.body()));
        describe(
                exchange,
                request.method(),
                target,
                request.headers(),
                new String(request.body(), StandardCharsets.UTF_8),
                answer);
        byte[] body = answer.body().isMissingNode() ? new byte[0] : StrictJson.write(answer.body());
        return OutboundResponse.of(
                target, answer.status(), List.copyOf(answer.headers().entrySet()), body);
    }

    private void describe(
            ObjectNode exchange,
            String method,
            URI url,
            List<Map.Entry<String, String>> headers,
            String body,
            RouteAnswer answer) {
        exchange.put("started_at", clock.instant().toString())
                .put("ended_at", clock.instant().toString())
                .put("url", url.toString());
        ObjectNode request = exchange.putObject("request").put("method", method).put("target", path(url));
        ArrayNode sent = request.putArray("headers");
        headers.forEach(header -> sent.addArray().add(header.getKey()).add(header.getValue()));
        if (!body.isEmpty()) {
            request.putObject("body").put("text", body);
        }
        ObjectNode response = exchange.putObject("response").put("status", answer.status());
        ArrayNode received = response.putArray("headers");
        answer.headers().forEach((name, value) -> received.addArray().add(name).add(value));
        if (!answer.body().isMissingNode()) {
            response.putObject("body").put("text", answer.body().toString());
        }
    }

    private ObjectNode item(String name) throws IOException {
        ObjectNode item = JsonNodeFactory.instance
                .objectNode()
                .put("item", name)
                .put("recorded_at", exchanges.getFirst().path("started_at").asText());
        exchanges.forEach(item.putArray("exchanges")::add);
        ObjectNode entry = index.addObject()
                .put("file", name + ".json")
                .put("recorded_at", item.path("recorded_at").asText());
        ArrayNode lines = entry.putArray("exchanges");
        exchanges.forEach(exchange -> lines.add(exchange.at("/request/method").asText() + " "
                + exchange.path("url").asText() + " -> "
                + exchange.at("/response/status").asText()));
        write("index.json", index.toString());
        return item;
    }

    private static String path(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        // there is no connection
    }
}
