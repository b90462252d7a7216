// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.RegistrationRules;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.fakes.RecordedNodes;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.auth.store.file.PolicyFolder;
import io.notenboom.auth.store.memory.InMemoryLists;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server of a recorded discovery service gets the recorded requests, in their order and at their time. */
class RecordedDiscoveryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DiscoveryServers NOBODY = new DiscoveryServers() {
        @Override
        public EntryPage list(ServiceDefinition service, long after) throws DiscoveryServerException {
            throw new DiscoveryServerException(DiscoveryServerException.Reason.UNAVAILABLE);
        }

        @Override
        public void register(ServiceDefinition service, String presentation) throws DiscoveryServerException {
            throw new DiscoveryServerException(DiscoveryServerException.Reason.UNAVAILABLE);
        }
    };

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private int registered;
    private int refused;
    private int listed;

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    @DisplayName("discovery: server against the recorded client")
    void answersLikeTheRecordedServer(String version) throws IOException {
        Path root = Vectors.require("nuts-node").resolve(version);
        ServiceDefinitions definitions = new ServiceDefinitions(
                new PolicyFolder(root.resolve("config/discovery")),
                new ServiceDefinitionReader(false),
                Set.of("care-directory"));
        assertThat(definitions.reload())
                .extracting(PolicyFinding::severity)
                .containsOnly(PolicyFinding.Severity.WARNING);
        DiscoveryServer server = new DiscoveryServer(
                definitions,
                new RegistrationRules(RecordedNodes.verifier(root)),
                new InMemoryLists(),
                NOBODY,
                new DiscoveryServer.Limits(new PublicUrl("https://node-a.test:18443"), 100, 4),
                clock);
        for (JsonNode exchange : serverExchanges(root)) {
            replay(server, exchange);
        }
        assertThat(registered).isEqualTo(4);
        assertThat(refused).isEqualTo(7);
        assertThat(listed).isGreaterThan(8);
    }

    /** What reached the recorded server, in the order of time. */
    private static List<JsonNode> serverExchanges(Path root) throws IOException {
        List<JsonNode> exchanges = new ArrayList<>();
        try (Stream<Path> items = Files.list(root.resolve("discovery"))) {
            for (Path item : items.toList()) {
                for (JsonNode exchange : JSON.readTree(item.toFile()).path("exchanges")) {
                    if (exchange.path("url").asText().startsWith("https://node-a.test:18443/discovery/")) {
                        exchanges.add(exchange);
                    }
                }
            }
        }
        exchanges.sort(Comparator.comparing(
                exchange -> Instant.parse(exchange.path("started_at").asText())));
        return exchanges;
    }

    private void replay(DiscoveryServer server, JsonNode exchange) throws IOException {
        clock.set(Instant.parse(exchange.path("started_at").asText()));
        String url = exchange.path("url").asText();
        String id = url.substring(url.lastIndexOf('/') + 1).split("\\?", 2)[0];
        JsonNode body = exchange.path("response").path("body").path("text");
        int status = exchange.path("response").path("status").asInt();
        if (exchange.path("request").path("method").asText().equals("GET")) {
            String after = url.contains("timestamp=") ? url.substring(url.lastIndexOf('=') + 1) : "0";
            check(server.list(id, Long.parseLong(after), "node-a.test:18443"), status, body.asText(), url);
            return;
        }
        JsonNode sent =
                JSON.readTree(exchange.path("request").path("body").path("text").asText());
        String text = sent.isTextual() ? sent.textValue() : sent.toString();
        RegisterOutcome outcome = server.register(id, text, "node-a.test:18443");
        if (status == 201) {
            assertThat(outcome).isEqualTo(new RegisterOutcome.Registered());
            registered++;
        } else {
            assertThat(outcome).as(body.asText()).isInstanceOf(RegisterOutcome.Refused.class);
            assertThat(((RegisterOutcome.Refused) outcome).detail())
                    .satisfies(detail -> assertSameReason(detail, body.asText()));
            refused++;
        }
    }

    /** Nuts nodes answer a wrong audience with 500; here it is the caller's mistake, for the same reason. */
    private static void assertSameReason(String ours, String recorded) throws IOException {
        String[] lines = JSON.readTree(recorded).path("detail").asText().split("\n");
        String reason = lines[Math.min(1, lines.length - 1)].split(":| \\(", 2)[0];
        if (!reason.contains("JWT") && !reason.contains("jwt")) {
            assertThat(ours).startsWith(reason);
        }
    }

    private void check(ListOutcome outcome, int status, String body, String url) throws IOException {
        if (status == 404) {
            assertThat(outcome).isEqualTo(new ListOutcome.UnknownService());
            return;
        }
        assertThat(outcome).isInstanceOf(ListOutcome.Listed.class);
        EntryPage page = ((ListOutcome.Listed) outcome).page();
        JsonNode recorded = JSON.readTree(body);
        Map<Long, String> entries = new TreeMap<>();
        recorded.path("entries")
                .properties()
                .forEach(entry -> entries.put(
                        Long.parseLong(entry.getKey()), entry.getValue().asText()));
        assertThat(page.entries()).as(url).isEqualTo(entries);
        assertThat(page.timestamp())
                .as(url)
                .isEqualTo(recorded.path("timestamp").asLong());
        assertThat(page.seed().isEmpty())
                .isEqualTo(recorded.path("seed").asText().isEmpty());
        listed++;
    }
}
