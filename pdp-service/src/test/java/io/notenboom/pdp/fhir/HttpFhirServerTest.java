// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.fhir.CustomerFhirServer.Answer;
import io.notenboom.pdp.fhir.CustomerFhirServer.Identifier;
import io.notenboom.pdp.fhir.CustomerFhirServer.Trouble;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.ResourceId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpFhirServerTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final String GOOD = "{\"resourceType\":\"Task\",\"id\":\"good\"}";

    private static Vertx vertx;
    private static volatile boolean followed;
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
            case "good" -> request.response().end(GOOD);
            case "asked" -> {
                followed = true;
                request.response().end(GOOD);
            }
            case "stalls" ->
                request.response().setChunked(true).write("{\"resourceType\":").onFailure(gone -> {});
            case "huge" -> request.response().end("{\"text\":\"" + "a".repeat(5_000_000) + "\"}");
            case "endless" -> drip(request.response().setChunked(true));
            case "deep" -> request.response().end("{\"a\":".repeat(100) + "1" + "}".repeat(100));
            case "other" -> request.response().end("{\"resourceType\":\"Task\",\"id\":\"good\"}");
            case "type" -> request.response().end("{\"resourceType\":\"Patient\",\"id\":\"type\"}");
            case "xml" ->
                xml(
                        request,
                        "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"xml\"/><status value=\"requested\"/></Task>");
            case "entities" ->
                xml(
                        request,
                        "<!DOCTYPE Task [<!ENTITY a SYSTEM \"" + server + "/Task/asked\"><!ENTITY b \"&a;&a;\">]>"
                                + "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"entities\"/><status value=\"&b;\"/></Task>");
            case "x1" ->
                xml(
                        request,
                        "<Observation xmlns=\"http://hl7.org/fhir\"><id value=\"x1\"/><contained><Patient>"
                                + "<id value=\"p\"/></Patient></contained><subject><reference value=\"Patient/1\"/></subject>"
                                + "</Observation>");
            case "silent" ->
                request.response().end(request.method().name().equals("PUT") ? "" : GOOD.replace("good", "silent"));
            case "outcome" ->
                request.response()
                        .end(
                                request.method().name().equals("PUT")
                                        ? "{\"resourceType\":\"OperationOutcome\"}"
                                        : GOOD.replace("good", "outcome"));
            case "odd" -> request.response().end("{\"id\":\"1\",\"id\":\"2\"}");
            case "gone" -> request.response().setStatusCode(410).end();
            case "moved" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", server + "/Task/good")
                        .end();
            case "Observation" ->
                request.response()
                        .setStatusCode(201)
                        .putHeader("Location", server + "/Task/good")
                        .end();
            case "Task" -> {
                if (request.method().name().equals("GET")) {
                    bundle(request);
                } else {
                    request.response()
                            .setStatusCode(201)
                            .putHeader("Location", "https://elsewhere.example/fhir/Task/good/_history/1")
                            .end();
                }
            }
            default -> request.response().setStatusCode(500).end();
        }
    }

    private static void xml(HttpServerRequest request, String content) {
        request.response()
                .putHeader("Content-Type", "application/fhir+xml;charset=utf-8")
                .end(content);
    }

    /** Never ends, a byte at a time. */
    private static void drip(HttpServerResponse response) {
        response.write(" ").onSuccess(sent -> vertx.setTimer(20, later -> drip(response)));
    }

    /** Of a page that names another page, a Task that was not asked for, and the one asked for twice. */
    private static void bundle(HttpServerRequest request) {
        String identifier = request.getParam("identifier");
        String found = ",\"identifier\":[{\"system\":\"urn:s\",\"value\":\"v\"}]}";
        request.response()
                .end("{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\",\"url\":\"" + server
                        + "/Task/asked\"}],\"entry\":[{\"resource\":{\"resourceType\":\"Task\",\"id\":\"0\"}},{\"resource\":"
                        + "{\"resourceType\":\"Task\",\"id\":\"2\"" + found
                        + "},{\"resource\":{\"resourceType\":\"Task\",\"id\":\"1\""
                        + (identifier.equals("urn:s|v") ? found : "}") + "}]}");
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static Answer read(String id, Duration limit) throws Exception {
        return at(limit).read(new ResourceId("Task", id));
    }

    private static HttpFhirServer at(Duration limit) throws Exception {
        HttpFhirServer.Target target = new HttpFhirServer.Target(server, FhirVersion.STU3, Optional.empty());
        return new HttpFhirServer(target, SSLContext.getDefault(), limit);
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
        assertThat(read("odd", LONG)).isEqualTo(new Answer.Unreachable(Trouble.MALFORMED));
        assertThat(read("deep", LONG)).isEqualTo(new Answer.Unreachable(Trouble.MALFORMED));
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
        assertThat(read("stalls", SHORT)).isEqualTo(new Answer.Unreachable(Trouble.TOO_SLOW));
        assertThat(read("endless", SHORT)).isEqualTo(new Answer.Unreachable(Trouble.TOO_SLOW));
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() throws Exception {
        assertThat(read("huge", LONG)).isEqualTo(new Answer.Unreachable(Trouble.TOO_LARGE));
    }

    @Test
    void anotherResourceThanWasAskedForIsNone() throws Exception {
        assertThat(read("other", LONG)).isEqualTo(new Answer.Unreachable(Trouble.OTHER_RESOURCE));
        assertThat(read("type", LONG)).isEqualTo(new Answer.Unreachable(Trouble.OTHER_RESOURCE));
        ObjectNode observation = JsonNodeFactory.instance.objectNode().put("resourceType", "Observation");
        assertThat(at(LONG).create(observation)).isEqualTo(new Answer.Unreachable(Trouble.OTHER_RESOURCE));
    }

    @Test
    void xmlIsReadAsItsJsonAndNothingThatItNamesIsFollowed() throws Exception {
        assertThat(read("xml", LONG)).isInstanceOfSatisfying(Answer.Resource.class, found -> assertThat(
                        found.content().path("status").asText())
                .isEqualTo("requested"));
        assertThat(at(LONG).read(new ResourceId("Observation", "x1")))
                .isInstanceOfSatisfying(Answer.Resource.class, found -> assertThat(found.content()
                                .path("subject")
                                .path("reference")
                                .asText())
                        .isEqualTo("Patient/1"));
        assertThat(read("entities", LONG)).isEqualTo(new Answer.Unreachable(Trouble.MALFORMED));
        assertThat(followed).isFalse();
    }

    @Test
    void anUpdateThatIsAnsweredWithoutTheResourceIsReadBack() throws Exception {
        for (String id : List.of("silent", "outcome")) {
            ObjectNode task = JsonNodeFactory.instance
                    .objectNode()
                    .put("resourceType", "Task")
                    .put("id", id);
            assertThat(at(LONG).update(task)).as(id).isEqualTo(new Answer.Resource(task));
        }
    }

    @Test
    void aSearchTakesOnlyWhatHasTheIdentifierAndFollowsNoPage() throws Exception {
        assertThat(at(LONG).find("Task", new Identifier("urn:s", "v")))
                .isInstanceOfSatisfying(
                        Answer.Resource.class,
                        found -> assertThat(found.content().path("id").asText()).isEqualTo("1"));
        assertThat(at(LONG).find("Task", new Identifier("urn:s", "other"))).isEqualTo(new Answer.Missing());
        assertThat(followed).isFalse();
    }
}
