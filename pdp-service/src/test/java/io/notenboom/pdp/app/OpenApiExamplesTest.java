// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.SortableIds;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.testkit.http.OpenApiExamples;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The operations of openapi.yaml that gateways and AuthZEN clients call, each asked with its example. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class OpenApiExamplesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLIENT = "did:web:nuts.example.nl:iam:5c1d4d1a-8d0f-4c2e-9a54-1f0f6a1b2c3d";
    private static final List<String> HERE =
            List.of("/pdp/v1/peps", "/access", "/authz", "/.well-known", "/v1/data", "/pip");
    private static final String PEPS = "/pdp/v1/peps/{id}";

    @Inject
    FlowRegister flows;

    @Inject
    SortableIds ids;

    private final OpenApiExamples examples = OpenApiExamples.ofService();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private String id = "gw";

    @Test
    void everyExampleCanBeSentAndIsAnswered() {
        aFlow();
        registrations();
        authzen();
        plugins();
        rows();
        forward();
        headers.clear();
        id = "gw";
        ask("delete " + PEPS, 204);
        assertThat(examples.untried().stream()
                        .filter(operation -> HERE.stream().anyMatch(path -> operation.contains(" " + path))
                                || operation.matches("post /pdp(/v1/data/.*)?")))
                .as("operations that no step asks for")
                .isEmpty();
        assertThat(examples.lacking()).as("bodies without an example").isEmpty();
    }

    private void aFlow() {
        new StandIns(NodeAround.others()).all();
        Flow sample = Samples.handoff("unused");
        Instant now = Instant.now();
        assertThat(flows.create(new Flow(
                        new FlowHeader(
                                ids.next("example"), 1, "zorg", sample.header().role(), "seed/handoff-only", "test"),
                        new Parties(
                                sample.parties().sender(),
                                Party.ofDids(Set.of(CLIENT)),
                                sample.parties().fhirBase()),
                        new FlowTask(ids.next("t"), TaskState.IN_PROGRESS, "00", FlowTask.READ_AND_UPDATE),
                        sample.grants(),
                        new Validity(now.minusSeconds(60), now.plusSeconds(3600), now.plusSeconds(3600)),
                        false)))
                .isInstanceOf(FlowRegister.Change.Done.class);
    }

    private void registrations() {
        given().header("Authorization", "Bearer " + NodeAround.TOKEN).delete("/pdp/v1/peps/gw");
        ask("put " + PEPS, 201);
        ask("put " + PEPS, 200);
        ask("get " + PEPS, 200);
        ask("get /pdp/v1/peps", 200);
        keys.put("gw", ask("post " + PEPS + "/key", 200).path("key").asText());
        for (String dialect : List.of("envoy-opa", "kong-opa", "pxp", "knooppunt")) {
            boolean supplies = dialect.equals("pxp") || dialect.equals("knooppunt");
            id = dialect;
            given().header("Authorization", "Bearer " + NodeAround.TOKEN).delete("/pdp/v1/peps/" + id);
            JsonNode registered = ask(
                    "put " + PEPS, 201, Map.of("dialect", dialect, "claims", supplies ? "supplied" : "introspection"));
            keys.put(dialect, registered.path("key").asText());
        }
    }

    private void authzen() {
        id = "gw";
        for (String base : List.of("/access/v1/", "/authzen/{pep}/access/v1/")) {
            for (String operation :
                    List.of("evaluation", "evaluations", "search/subject", "search/resource", "search/action")) {
                ask("post " + base + operation, 200);
            }
        }
        ask("get /.well-known/authzen-configuration", 200);
        ask("get /.well-known/authzen-configuration/authzen/{pep}", 200);
    }

    private void plugins() {
        as("envoy-opa");
        ask("post /v1/data/nuts/authz", 200);
        as("kong-opa");
        ask("post /v1/data/{pep}/authz", 200);
        as("pxp");
        assertThat(ask("post /v1/data", 200).at("/result/allow").asBoolean()).isTrue();
        as("knooppunt");
        assertThat(ask("post /pdp", 200).path("allow").asBoolean()).isTrue();
        assertThat(ask("post /pdp/v1/data/knooppunt/authz", 200).path("allow").asBoolean())
                .isTrue();
    }

    private void as(String dialect) {
        id = dialect;
        headers.put("X-PEP-Id", dialect);
        headers.put("X-PEP-Key", String.valueOf(keys.get(dialect)));
    }

    private void rows() {
        headers.clear();
        id = "row-of-the-examples";
        ask("post /pip/{id}", 204);
        ask("get /pip/{id}", 200);
        ask("delete /pip/{id}", 204);
    }

    /** Answered whatever the method; this client has no token. */
    private void forward() {
        as("gw");
        headers.put("X-Original-Method", "GET");
        headers.put("X-Original-URI", "/fhir/Composition/1");
        for (String verb : List.of("get", "post", "put", "delete", "patch", "head", "options")) {
            ask(verb + " /authz/forward/{pep}", 401);
        }
    }

    private JsonNode ask(String operation, int status) {
        return ask(operation, status, Map.of());
    }

    private JsonNode ask(String operation, int status, Map<String, String> changes) {
        String[] parts = operation.split(" ", 2);
        JsonNode body = examples.body(operation);
        RequestSpecification request = given();
        if (headers.isEmpty()) {
            request.header("Authorization", "Bearer " + NodeAround.TOKEN);
        }
        headers.forEach(request::header);
        if (body instanceof ObjectNode object) {
            changes.forEach(object::put);
            request.contentType("application/json").body(object.toString());
        } else {
            request.noContentType();
        }
        String path = parts[1].replace("{id}", id).replace("{pep}", id);
        Response response = request.request(parts[0].toUpperCase(Locale.ROOT), path);
        assertThat(response.statusCode())
                .as("%s: %s", operation, response.asString())
                .isEqualTo(status);
        JsonNode answer = json(response.asString());
        examples.requireDescribed(operation, status, answer);
        return answer;
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
