// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.RegistrationRules;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.http.HttpDiscoveryServers;
import io.notenboom.auth.fakes.RecordedNodes;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.Vectors;
import io.notenboom.testkit.http.RecordingServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client at a server that answers what a recorded one answered, and our search against the recorded search. */
class RecordedListTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "care-directory";

    private final Vertx vertx = Vertx.vertx();
    private final RecordingServer server = new RecordingServer(null, RecordingServer.answering(500, List.of(), ""));
    private final GuardedHttpClient http = new GuardedHttpClient(
            vertx, NodeMode.DEV, OutboundTrust.of(Optional.empty()), List.of("127.0.0.1"), OutboundLimits.STANDARD);
    private final HttpDiscoveryServers servers = new HttpDiscoveryServers(http);
    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final InMemoryParticipation.Copies copies = new InMemoryParticipation.Copies();

    @AfterEach
    void stop() throws Exception {
        servers.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static JsonNode exchanges(Path root, String item) throws IOException {
        return JSON.readTree(root.resolve(item + ".json").toFile()).path("exchanges");
    }

    private void serverAnswers(Path root, String item) throws IOException {
        JsonNode exchange = exchanges(root, item).get(0);
        clock.set(Instant.parse(exchange.path("started_at").asText()));
        server.respondWith(RecordingServer.answering(
                200,
                List.of("Content-Type: application/json"),
                exchange.path("response").path("body").path("text").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    @DisplayName("discovery: client against the recorded server")
    void copiesAndFindsWhatRecordedNodesFound(String version) throws Exception {
        Path root = Vectors.require("nuts-node").resolve(version);
        String file;
        try (var files = Files.list(root.resolve("config/discovery"))) {
            file = Files.readString(files.findFirst().orElseThrow()).replace("https://node-a.test:18443", server.url());
        }
        ServiceDefinitions definitions = new ServiceDefinitions(
                () -> List.of(new PolicyDocument("d.json", file)), new ServiceDefinitionReader(true), Set.of());
        assertThat(definitions.reload())
                .extracting(PolicyFinding::severity)
                .containsOnly(PolicyFinding.Severity.WARNING);
        ServiceDefinition service = definitions.current().find(SERVICE).orElseThrow();
        ListFollower follower =
                new ListFollower(servers, new RegistrationRules(RecordedNodes.verifier(root)), copies, clock);
        DiscoverySearch search = new DiscoverySearch(definitions, copies, clock);

        serverAnswers(root, "discovery/get-two");
        assertThat(follower.follow(service)).isEqualTo(2);
        assertThat(server.received().getFirst().target()).isEqualTo("/discovery/care-directory?timestamp=0");
        assertThat(server.last().target()).isEqualTo("/discovery/care-directory?timestamp=2");
        assertSameSearches(search, exchanges(root, "internal-discovery/search"));

        serverAnswers(root, "discovery/get-after-replacement");
        follower.follow(service);
        serverAnswers(root, "discovery/get-after-retraction");
        follower.follow(service);
        assertSameSearches(search, exchanges(root, "internal-discovery/search-after-retraction"));
    }

    private static void assertSameSearches(DiscoverySearch search, JsonNode exchanges) throws IOException {
        int compared = 0;
        for (JsonNode exchange : exchanges) {
            String url = exchange.path("url").asText();
            if (!url.matches("http://127\\.0\\.0\\.1:28081/internal/discovery/v1/care-directory(\\?.*)?")) {
                continue;
            }
            JsonNode recorded = JSON.readTree(
                    exchange.path("response").path("body").path("text").asText());
            List<JsonNode> ours = new ArrayList<>();
            search.search(SERVICE, query(url)).orElseThrow().forEach(found -> ours.add(json(found)));
            List<JsonNode> theirs = new ArrayList<>();
            recorded.forEach(theirs::add);
            assertThat(ours).as(url).containsExactlyInAnyOrderElementsOf(theirs);
            compared++;
        }
        assertThat(compared).isPositive();
    }

    private static JsonNode json(Found found) {
        ObjectNode json = JSON.createObjectNode();
        json.put("credential_subject_id", found.signer().value())
                .put("id", found.id())
                .put("vp", found.text());
        found.fields().forEach(json.putObject("fields")::set);
        json.set("registrationParameters", found.parameters());
        return json;
    }

    private static Map<String, String> query(String url) {
        if (!url.contains("?")) {
            return Map.of();
        }
        String[] pair = url.substring(url.indexOf('?') + 1).split("=", 2);
        return Map.of(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
}
