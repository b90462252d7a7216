// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.issued.TokenAdministration;
import io.notenboom.kit.access.issued.TokenRequest;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Explanations, exports, trials, replays and the shadow over HTTP. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class DecisionLogHttpTest {

    private static final String QUESTION = "{\"subject\":{\"type\":\"organization\",\"id\":\"did:web:asks.example\"},"
            + "\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"Patient\",\"id\":\"9\"},"
            + "\"context\":{\"pep\":\"log-gw\",\"scope\":\"eOverdracht-receiver\"}}";

    @Inject
    TokenAdministration administration;

    private static RequestSpecification api() {
        return as(NodeAround.TOKEN);
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    @BeforeEach
    void register() {
        api().body("{\"keySha256\":\"" + "0".repeat(64) + "\",\"kind\":\"fhir\",\"dialect\":\"original\","
                        + "\"bodyMode\":\"full\",\"basePath\":\"/fhir\",\"publicBaseUrl\":\"https://sender.example\","
                        + "\"profile\":\"seed/handoff-only\",\"audience\":\"https://sender.example/oauth2/a\","
                        + "\"subject\":\"a\"}")
                .put("/pdp/v1/peps/log-gw")
                .then()
                .statusCode(oneOf(200, 201));
    }

    private static String decide() {
        return api().body(QUESTION)
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .body("decision", equalTo(false))
                .extract()
                .path("context.decision_id");
    }

    private String reader() {
        Identity administrator = new Identity("test", Set.of("admin"), Optional.empty(), Optional.empty());
        return administration
                .create(
                        new TokenRequest("log-reader", Set.of("pdp:read", "pdp:decide"), Optional.empty(), 1),
                        administrator)
                .secret()
                .reveal();
    }

    @Test
    void everyDecisionCanBeExplainedByWhoeverMay() {
        String id = decide();
        Response explained = api().get("/pdp/v1/decisions/" + id + "?explain=true");
        explained
                .then()
                .statusCode(200)
                .body("explanation.checks.name", hasItem("transition_allowed"))
                .body("explanation.checks[1].inputs.resource", equalTo("Patient/9"))
                .body("explanation.checks[5].result", equalTo("fail"))
                .body("explanation.checks[5].reached", equalTo(true))
                .body("question", equalTo(null));
        api().body(QUESTION)
                .post("/access/v1/evaluation?explain=true")
                .then()
                .statusCode(200)
                .body("context.explanation.checks[0].name", equalTo("pep_authenticated"));
        String reader = reader();
        as(reader).get("/pdp/v1/decisions/" + id).then().statusCode(200);
        as(reader).get("/pdp/v1/decisions/" + id + "?explain=true").then().statusCode(403);
        as(reader)
                .body(QUESTION)
                .post("/access/v1/evaluation?explain=true")
                .then()
                .statusCode(403);
    }

    @Test
    void theLogIsAskedInPagesAndExported() {
        String first = decide();
        String second = decide();
        Response page = api().get("/pdp/v1/decisions?client=did:web:asks.example&effect=deny&limit=1");
        page.then().statusCode(200).body("decisions.id", equalTo(List.of(second)));
        api().get("/pdp/v1/decisions?client=did:web:asks.example&limit=1&cursor=" + page.path("next"))
                .then()
                .body("decisions.id", equalTo(List.of(first)));
        for (String wrong : List.of("limit=0", "effect=maybe", "from=yesterday", "cursor=-1", "cursor=x")) {
            api().get("/pdp/v1/decisions?" + wrong).then().statusCode(400);
        }
        api().get("/pdp/v1/decision-log")
                .then()
                .statusCode(200)
                .body("head", matchesPattern("[0-9]+:[A-Za-z0-9_-]{43}"));
        String lines = api().get("/pdp/v1/decision-log/decisions?client=did:web:asks.example")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        assertThat(lines.lines()
                        .map(line ->
                                StrictJson.parseObject(line, 262_144).path("id").asText()))
                .contains(first, second);
        api().get("/pdp/v1/decision-log/audit-events?client=did:web:asks.example&limit=1")
                .then()
                .statusCode(200)
                .contentType("application/fhir+json")
                .body("entry.size()", equalTo(1))
                .body("entry[0].resource.resourceType", equalTo("AuditEvent"))
                .body("link.relation", hasItem("next"));
        assertThat(as(NodeAround.TOKEN_OF_B)
                        .get("/pdp/v1/decision-log/decisions")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .doesNotContain(first);
    }

    @Test
    void aTrialIsAnsweredAndNotLogged() {
        int before = api().get("/pdp/v1/decision-log").path("records");
        String trial = "{\"pep\":\"log-gw\",\"request\":\"GET /fhir/Patient/1\",\"now\":\"2026-03-01T12:00:00Z\","
                + "\"token\":{\"client_id\":\"did:web:asks.example\",\"scope\":\"eOverdracht-receiver\"},"
                + "\"flows\":[{\"receiver\":{\"dids\":[\"did:web:asks.example\"]},\"task\":{\"id\":\"t\",\"state\":\"in-progress\"},"
                + "\"compositions\":[{\"ref\":\"Composition/1\",\"kind\":\"nursingHandoff\"}],\"resources\":[{\"ref\":\"Patient/1\"}]}]}";
        api().body(trial)
                .post("/pdp/v1/try")
                .then()
                .statusCode(200)
                .body("effect", equalTo("permit"))
                .body("explanation.flows[0].carries", equalTo(true));
        api().body(trial.replace("in-progress", "completed"))
                .post("/pdp/v1/try")
                .then()
                .body("effect", equalTo("deny"))
                .body("failed", equalTo("state_allows"));
        api().body(trial.replace("\"now\"", "\"then\""))
                .post("/pdp/v1/try")
                .then()
                .statusCode(400)
                .body("detail", org.hamcrest.Matchers.containsString("no member then"));
        as(NodeAround.TOKEN_OF_B).body(trial).post("/pdp/v1/try").then().statusCode(403);
        assertThat(api().get("/pdp/v1/decision-log").<Integer>path("records")).isEqualTo(before);
    }

    @Test
    void loggedDecisionsAreMadeAgain() {
        String id = decide();
        api().body("{\"client\":\"did:web:asks.example\"}")
                .post("/pdp/v1/replay")
                .then()
                .statusCode(200)
                .body("changed", equalTo(0))
                .body("same", org.hamcrest.Matchers.greaterThan(0))
                .body("changes.decision", not(hasItem(id)));
        api().body("{\"profile\":{\"name\":\"x\"}}")
                .post("/pdp/v1/replay")
                .then()
                .statusCode(400);
        api().get("/pdp/v1/shadow")
                .then()
                .statusCode(200)
                .body("profiles.size()", equalTo(0))
                .body("differences.size()", equalTo(0));
    }
}
