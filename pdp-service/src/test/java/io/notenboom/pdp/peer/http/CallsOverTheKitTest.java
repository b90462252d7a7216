// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.kit.peerservice.PeerServiceClient;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.JsonCalls.Answer;
import io.notenboom.pdp.peer.OutboundCalls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kit's clients answer as this service's ports promise it; nothing throws. */
class CallsOverTheKitTest {

    private static final Answer OK =
            new Answer.Ok(JsonNodeFactory.instance.objectNode().put("a", 1));

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static String server;
    private static GuardedHttpClient client;
    private static OutboundCalls outbound;
    private static JsonCalls service;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        server = "http://127.0.0.1:"
                + vertx.createHttpServer()
                        .requestHandler(CallsOverTheKitTest::answer)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .actualPort();
        client = guarded(List.of("127.0.0.1/32"));
        outbound = new GuardedOutboundCalls(client);
        Path token = Files.writeString(folder.resolve("token"), "nbt_peer");
        service = new PeerServiceCalls(
                Optional.of(new PeerServiceClient("auth", server, token, Duration.ofSeconds(5), new ObjectMapper())));
    }

    private static GuardedHttpClient guarded(List<String> allow) {
        return new GuardedHttpClient(
                vertx, NodeMode.DEV, OutboundTrust.of(Optional.empty()), allow, OutboundLimits.STANDARD);
    }

    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/json" -> request.response().end("{\"a\":1}");
            case "/twice" -> request.response().end("{\"a\":2,\"a\":1}");
            case "/busy" -> request.response().setStatusCode(503).end();
            case "/notify" ->
                request.response()
                        .setStatusCode("DPoP t".equals(request.getHeader("Authorization")) ? 202 : 401)
                        .end();
            default -> request.response().setStatusCode(404).end();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void ofAServiceOfTheNode() {
        JsonNode body = JsonNodeFactory.instance.objectNode();
        assertThat(service.get("/json")).isEqualTo(OK);
        assertThat(service.post("/json", body)).isEqualTo(OK);
        assertThat(service.postForm("/json", Map.of("token", "t"))).isEqualTo(OK);
        assertThat(service.get("/none")).isEqualTo(new Answer.Refused(404));
        assertThat(service.get("/twice")).isEqualTo(new Answer.Unreachable());
        assertThat(service.get("/busy")).isEqualTo(new Answer.Unreachable());
        assertThat(service.get("/no url")).isEqualTo(new Answer.Unreachable());
        assertThat(new PeerServiceCalls(Optional.empty()).get("/json")).isEqualTo(new Answer.Unreachable());
    }

    @Test
    void ofAHostOfOthers() {
        assertThat(outbound.getJson(server + "/json")).isEqualTo(OK);
        assertThat(outbound.getJson(server + "/twice")).isEqualTo(new Answer.Unreachable());
        assertThat(outbound.getJson(server + "/none")).isEqualTo(new Answer.Refused(404));
        assertThat(outbound.getJson("https://no url")).isEqualTo(new Answer.Unreachable());
        assertThat(outbound.postEmpty(server + "/notify", Map.of("Authorization", "DPoP t")))
                .isEqualTo(new Answer.Ok(NullNode.getInstance()));
        assertThat(outbound.postEmpty(server + "/notify", Map.of())).isEqualTo(new Answer.Refused(401));
        assertThat(outbound.postEmpty(server + "/notify", Map.of("DPoP", "a\r\nb: c")))
                .isEqualTo(new Answer.Unreachable());
    }

    @Test
    void addressesThatAreNotListedAreNotReached() {
        try (GuardedHttpClient strict = guarded(List.of())) {
            assertThat(new GuardedOutboundCalls(strict).getJson(server + "/json"))
                    .isEqualTo(new Answer.Unreachable());
        }
    }
}
