// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.IssuerRegistration.Standing;
import io.notenboom.auth.standing.Registry.Accepted;
import io.notenboom.auth.standing.Registry.InForce;
import io.notenboom.auth.standing.Registry.Page;
import io.notenboom.kit.peerservice.PeerServiceClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry answers, as this service reads it. */
class RegistryOverHttpTest {

    private static final Accepted EVENT = new Accepted("e1", "s1", "EndpointRegistration");

    @TempDir
    Path folder;

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;
    private RegistryOverHttp registry;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().toString());
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry = new RegistryOverHttp(new PeerServiceClient(
                "registry",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                Files.writeString(folder.resolve("token"), "nbt_peer"),
                Duration.ofSeconds(10),
                new ObjectMapper()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void payload(String json) {
        answers.put(
                "/registry/v1/events/e1",
                "{\"id\":\"e1\",\"jws\":\"" + base64("{\"alg\":\"ES256\"}") + "." + base64(json) + "."
                        + base64("s".repeat(64)) + "\"}");
    }

    private static String endpoint(String type, String location) {
        return "{\"careOrganisation\":\"urn:oid:2.16.528.1\",\"vendor\":\"urn:oid:2.16.528.2\",\"endpointId\":\"urn:uuid:1\","
                + "\"endpointType\":\"" + type + "\",\"location\":\"" + location
                + "\",\"start\":\"2026-03-01T12:00:00+01:00\"}";
    }

    @Test
    void readsPages() {
        answers.put(
                "/registry/v1/events?from=0&limit=500",
                "{\"events\":[{\"id\":\"e1\",\"sid\":\"s1\",\"seq\":0,\"evt\":\"EndpointRegistration\"}],\"next\":500}");
        answers.put("/registry/v1/events?from=500&limit=500", "{\"events\":[],\"next\":null}");
        assertThat(registry.events(0)).isEqualTo(new Page(List.of(EVENT), 500L));
        assertThat(registry.events(500)).isEqualTo(new Page(List.of(), null));
        assertThatThrownBy(() -> registry.events(7)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void readsTheAuthorizationServerOfAnEndpoint() {
        payload(endpoint("urn:oid:1.3.6.1.4.1.54851.2:oauth", "https://b.example/oauth2/b/"));
        assertThat(registry.issuer(EVENT))
                .contains(new IssuerRegistration(
                        "urn:uuid:1",
                        "urn:oid:2.16.528.1",
                        "s1",
                        "https://b.example/oauth2/b",
                        Instant.parse("2026-03-01T11:00:00Z"),
                        Standing.GOOD));
    }

    @Test
    void whatIsNoAuthorizationServerNamesNone() {
        for (String payload : List.of(
                endpoint("urn:oid:1.3.6.1.4.1.54851.2:fhir", "https://b.example/fhir"),
                endpoint("oauth", "http://b.example/oauth2/b"),
                endpoint("oauth", "no url"),
                "{\"a\":1,\"a\":2}",
                "[]")) {
            payload(payload);
            assertThat(registry.issuer(EVENT)).as(payload).isEmpty();
        }
    }

    @Test
    void readsWhatIsInForce() {
        answers.put(
                "/registry/v1/organisations/urn%3Aoid%3A2.16.528.1/endpoints",
                "{\"endpoints\":[{\"endpointId\":\"urn:uuid:1\",\"endpointType\":\"oauth\",\"location\":\"https://b.example/oauth2/b\","
                        + "\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2027-01-01T00:00:00Z\"},"
                        + "{\"endpointId\":\"urn:uuid:2\",\"endpointType\":\"fhir\",\"location\":\"https://b.example/fhir\"}]}");
        assertThat(registry.issuersInForce("urn:oid:2.16.528.1"))
                .isEqualTo(Map.of(
                        "urn:uuid:1",
                        new InForce("https://b.example/oauth2/b", Instant.parse("2027-01-01T00:00:00Z"))));
        assertThat(registry.issuersInForce("urn:oid:2.16.528.9")).isEmpty();
    }
}
