// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.peerservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerServiceClientTest {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private String url = "";
    private Path token;
    private PeerServiceClient client;

    @BeforeEach
    void serve() throws Exception {
        int port = vertx.createHttpServer()
                .requestHandler(PeerServiceClientTest::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        token = Files.writeString(folder.resolve("token"), "nbt_one\n");
        url = "http://127.0.0.1:" + port;
        client = new PeerServiceClient("registry", url, token, Duration.ofSeconds(30), new ObjectMapper());
    }

    private static void answer(HttpServerRequest request) {
        var response = request.response();
        switch (request.path()) {
            case "/token" -> response.end("{\"token\":\"" + request.getHeader("Authorization") + "\"}");
            case "/echo" -> request.bodyHandler(response::end);
            case "/form" ->
                request.bodyHandler(body -> response.end(
                        "{\"type\":\"" + request.getHeader("Content-Type") + "\",\"form\":\"" + body + "\"}"));
            case "/repeated" -> response.end("{\"active\":false,\"active\":true}");
            case "/problem" ->
                response.setStatusCode(409).end("{\"type\":\"urn:notenboom:problem:stale-version\",\"detail\":\"x\"}");
            case "/oauth" -> response.setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
            case "/html" -> response.setStatusCode(400).end("<html>");
            case "/busy" -> response.setStatusCode(503).end();
            case "/malformed" -> response.end("{");
            case "/large" -> response.end(Buffer.buffer(new byte[9 * 1024 * 1024]));
            case "/redirect" ->
                response.setStatusCode(302).putHeader("Location", "/token").end();
            case "/never" -> {}
            default -> response.setStatusCode(404).end();
        }
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void sendsTheTokenAsItIsNow() throws Exception {
        assertThat(client.get("/token", JsonNode.class).path("token").asText()).isEqualTo("Bearer nbt_one");
        Files.writeString(token, "nbt_two");
        assertThat(client.get("/token", JsonNode.class).path("token").asText()).isEqualTo("Bearer nbt_two");
        Files.writeString(token, "nbt_two\nnbt_three");
        assertThatThrownBy(() -> client.get("/token", JsonNode.class))
                .isInstanceOf(PeerServiceUnavailableException.class)
                .hasMessageNotContaining("nbt_");
        Files.delete(token);
        assertThatThrownBy(() -> client.get("/token", JsonNode.class))
                .isInstanceOf(PeerServiceUnavailableException.class);
    }

    @Test
    void sendsAndReadsJson() {
        assertThat(client.post("/echo", Map.of("a", 1), JsonNode.class)
                        .path("a")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.put("/echo", Map.of("a", 2), JsonNode.class).path("a").asInt())
                .isEqualTo(2);
        assertThat(client.find("/none", JsonNode.class)).isEmpty();
    }

    @Test
    void sendsForms() {
        JsonNode answer = client.postForm("/form", Map.of("token", "a+b/c=&d e"), JsonNode.class);
        assertThat(answer.path("type").asText()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(answer.path("form").asText()).isEqualTo("token=a%2Bb%2Fc%3D%26d+e");
    }

    @Test
    void tellsRefusedFromUnavailable() {
        assertRefused("/problem", 409, "stale-version");
        assertRefused("/oauth", 400, "invalid_grant");
        assertRefused("/html", 400, "");
        assertRefused("/none", 404, "");
        assertRefused("/redirect", 302, "");
        for (String path : new String[] {"/busy", "/malformed", "/repeated", "/large"}) {
            assertThatThrownBy(() -> client.get(path, JsonNode.class))
                    .as(path)
                    .isInstanceOf(PeerServiceUnavailableException.class);
        }
    }

    @Test
    void doesNotWaitForEver() {
        PeerServiceClient hasty =
                new PeerServiceClient("registry", url, token, Duration.ofMillis(300), new ObjectMapper());
        assertThatThrownBy(() -> hasty.get("/never", JsonNode.class))
                .isInstanceOf(PeerServiceUnavailableException.class);
    }

    private void assertRefused(String path, int status, String slug) {
        assertThatThrownBy(() -> client.get(path, JsonNode.class))
                .asInstanceOf(InstanceOfAssertFactories.type(PeerServiceRefusedException.class))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(status);
                    assertThat(refused.slug()).isEqualTo(slug);
                });
    }

    @Test
    void encodesSegments() {
        assertThat(PeerServiceClient.segment("urn:oid:1.2/a b?c*~")).isEqualTo("urn%3Aoid%3A1.2%2Fa%20b%3Fc%2A~");
    }
}
