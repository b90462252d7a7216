// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.app.OneFlow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.id.SortableIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The examples of what gateways and AuthZEN clients call, about one flow. */
final class GatewayExamples {

    private static final String CLIENT = "did:web:nuts.example.nl:iam:5c1d4d1a-8d0f-4c2e-9a54-1f0f6a1b2c3d";
    private static final String PEPS = "/pdp/v1/peps/{id}";

    private final ExampleCalls calls;
    private final FlowRegister flows;
    private final SortableIds ids;
    private final Map<String, String> keys = new HashMap<>();
    private OneFlow flow = new OneFlow("");

    GatewayExamples(ExampleCalls calls, FlowRegister flows, SortableIds ids) {
        this.calls = calls;
        this.flows = flows;
        this.ids = ids;
    }

    void register() {
        flow = OneFlow.create(flows, ids, "zorg", CLIENT);
        calls.path.put("id", "gw");
        ExampleCalls.administrator().delete("/pdp/v1/peps/gw");
        calls.ask("put " + PEPS, 201);
        calls.ask("put " + PEPS, 200);
        calls.ask("get " + PEPS, 200);
        calls.ask("get /pdp/v1/peps", 200);
        keys.put("gw", calls.ask("post " + PEPS + "/key", 200).path("key").asText());
        for (String dialect : List.of("envoy-opa", "kong-opa", "pxp", "knooppunt")) {
            boolean supplies = dialect.equals("pxp") || dialect.equals("knooppunt");
            calls.path.put("id", dialect);
            ExampleCalls.administrator().delete("/pdp/v1/peps/" + dialect);
            JsonNode registered = calls.ask(
                    "put " + PEPS, 201, Map.of("dialect", dialect, "claims", supplies ? "supplied" : "introspection"));
            keys.put(dialect, registered.path("key").asText());
        }
    }

    void ask() {
        authzen();
        plugins();
        rows();
        forward();
    }

    private void authzen() {
        calls.path.put("pep", "gw");
        for (String base : List.of("/access/v1/", "/authzen/{pep}/access/v1/")) {
            for (String operation :
                    List.of("evaluation", "evaluations", "search/subject", "search/resource", "search/action")) {
                calls.ask("post " + base + operation, 200);
            }
        }
        calls.ask("get /.well-known/authzen-configuration", 200);
        calls.ask("get /.well-known/authzen-configuration/authzen/{pep}", 200);
    }

    private void plugins() {
        as("envoy-opa");
        calls.ask("post /v1/data/nuts/authz", 200);
        as("kong-opa");
        calls.ask("post /v1/data/{pep}/authz", 200);
        as("pxp");
        assertThat(calls.ask("post /v1/data", 200).at("/result/allow").asBoolean())
                .isTrue();
        as("knooppunt");
        assertThat(calls.ask("post /pdp", 200).path("allow").asBoolean()).isTrue();
        assertThat(calls.ask("post /pdp/v1/data/knooppunt/authz", 200)
                        .path("allow")
                        .asBoolean())
                .isTrue();
    }

    private void as(String dialect) {
        calls.path.put("pep", dialect);
        calls.headers.put("X-PEP-Id", dialect);
        calls.headers.put("X-PEP-Key", String.valueOf(keys.get(dialect)));
    }

    private void rows() {
        calls.headers.clear();
        calls.path.put("id", "row-of-the-examples");
        calls.ask("post /pip/{id}", 204);
        calls.ask("get /pip/{id}", 200);
        calls.ask("delete /pip/{id}", 204);
    }

    /** Answered whatever the method; this client has no token. */
    private void forward() {
        as("gw");
        calls.headers.put("X-Original-Method", "GET");
        calls.headers.put("X-Original-URI", "/fhir/Composition/1");
        for (String verb : List.of("get", "post", "put", "delete", "patch", "head", "options")) {
            calls.ask(verb + " /authz/forward/{pep}", 401);
        }
        calls.headers.clear();
    }

    /** A permitted update of the flow's Task, and what the resource server made of it. */
    void confirm() {
        String question = "{\"subject\":{\"type\":\"organization\",\"id\":\"" + CLIENT
                + "\"},\"action\":{\"name\":\"update\"},\"resource\":{\"type\":\"Task\",\"id\":\"" + flow.taskId()
                + "\"},\"context\":{\"pep\":\"gw\",\"scope\":\"eOverdracht-receiver\",\"body\":"
                + flow.task("completed")
                + "}}";
        String decision = ExampleCalls.administrator()
                .contentType("application/json")
                .body(question)
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .extract()
                .path("context.decision_id");
        as("gw");
        calls.path.put("id", decision);
        assertThat(calls.ask("post /pdp/v1/decisions/{id}/confirmation", 200)
                        .path("state")
                        .asText())
                .isEqualTo("completed");
        calls.ask("post /authz/confirmation/{id}", 200);
        calls.headers.clear();
    }

    void remove() {
        calls.path.put("id", "gw");
        calls.ask("delete " + PEPS, 204);
    }
}
