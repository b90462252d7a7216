// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.fhir.CustomerFhirServer.Answer;
import io.notenboom.pdp.request.ResourceId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpFhirServerTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static Vertx vertx;
    private static String server;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        server = "http://127.0.0.1:"
                + vertx.createHttpServer()
                        .requestHandler(HttpFhirServerTest::answer)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .actualPort();
    }

    /** The path says how the server behaves. */
    private static void answer(HttpServerRequest request) {
        String resource = request.path().substring(request.path().lastIndexOf('/') + 1);
        switch (resource) {
            case "good" -> request.response().end("{\"resourceType\":\"Task\",\"id\":\"good\"}");
            case "stalls" ->
                request.response().setChunked(true).write("{\"resourceType\":").onFailure(gone -> {});
            case "huge" -> request.response().end("{\"text\":\"" + "a".repeat(5_000_000) + "\"}");
            case "odd" -> request.response().end("{\"id\":\"1\",\"id\":\"2\"}");
            case "gone" -> request.response().setStatusCode(410).end();
            case "moved" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", server + "/Task/good")
                        .end();
            case "Task" ->
                request.response()
                        .setStatusCode(201)
                        .putHeader("Location", "https://elsewhere.example/fhir/Task/good/_history/1")
                        .end();
            default -> request.response().setStatusCode(500).end();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static Answer read(String id, Duration limit) throws Exception {
        return at(limit).read(new ResourceId("Task", id));
    }

    private static HttpFhirServer at(Duration limit) throws Exception {
        return new HttpFhirServer(server, Optional.empty(), SSLContext.getDefault(), limit);
    }

    @Test
    void tellsWhatTheServerAnswered() throws Exception {
        ObjectNode good = JsonNodeFactory.instance
                .objectNode()
                .put("resourceType", "Task")
                .put("id", "good");
        assertThat(read("good", LONG)).isEqualTo(new Answer.Resource(good));
        assertThat(read("gone", LONG)).isEqualTo(new Answer.Missing());
        assertThat(read("broken", LONG)).isEqualTo(new Answer.Refused(500));
        assertThat(read("moved", LONG)).isEqualTo(new Answer.Refused(302));
        assertThat(read("odd", LONG)).isEqualTo(new Answer.Unreachable());
    }

    @Test
    void asksForWhatWasCreatedAtItsOwnServerOnly() throws Exception {
        ObjectNode task = JsonNodeFactory.instance.objectNode().put("resourceType", "Task");
        assertThat(at(LONG).create(task)).isInstanceOfSatisfying(Answer.Resource.class, created -> assertThat(
                        created.content().path("id").asText())
                .isEqualTo("good"));
    }

    @Test
    void theLimitHoldsForTheBodyAsWell() throws Exception {
        assertThat(read("stalls", SHORT)).isEqualTo(new Answer.Unreachable());
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() throws Exception {
        assertThat(read("huge", LONG)).isEqualTo(new Answer.Unreachable());
    }
}
