// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Route;
import io.notenboom.kit.access.RouteWalk;
import io.notenboom.kit.access.ScopeStatement;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.openapi.OpenApiDescription;
import io.notenboom.testkit.Await;
import io.notenboom.testkit.access.AccessWalk;
import io.notenboom.testkit.access.AccessWalk.Operation;
import io.notenboom.testkit.http.OpenApiExamples;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The API of a running control plane, with nodes in memory. */
@QuarkusTest
@WithTestResource(ControlPlaneAround.class)
class HostingApiTest {

    @TestHTTPResource
    URI base;

    @Inject
    AuditLog audit;

    private final OpenApiExamples examples = OpenApiExamples.ofService();

    private static List<Operation> operations() {
        return RouteWalk.ofThisService().stream()
                .filter(route -> route.statement() instanceof ScopeStatement.Scope)
                .map(route -> new Operation(
                        route.verb(), route.path(), Optional.of(((ScopeStatement.Scope) route.statement()).name())))
                .toList();
    }

    @Test
    void theDescriptionSaysWhatIsServed() throws Exception {
        List<Route> routes = RouteWalk.ofThisService().stream()
                .filter(route -> route.path().startsWith("/hosting/"))
                .toList();
        assertThat(OpenApiDescription.resource(HostingBeans.class, "/META-INF/openapi.yaml")
                        .differences(routes))
                .isEmpty();
        assertThat(examples.lacking()).isEmpty();
    }

    @Test
    void whateverChangesSomethingIsInTheAuditLogOrSaysWhyNot() {
        assertThat(RouteWalk.ofThisService())
                .filteredOn(route -> !route.saysWhetherAudited())
                .isEmpty();
    }

    @Test
    @DisplayName("Every route of the control plane asks for a scope, and refuses who lacks it")
    void nobodyGetsInWithoutTheScope() {
        AccessWalk walk = new AccessWalk(base);
        assertThat(operations()).hasSizeGreaterThan(14);
        assertThat(operations())
                .extracting(operation -> operation.scope().orElseThrow())
                .isSubsetOf(Scopes.GRANTABLE);
        assertThat(walk.wrong(operations(), null, status -> status == 401)).isEmpty();
        assertThat(walk.wrong(operations(), "nbt_" + "z".repeat(43), status -> status == 401))
                .isEmpty();
        assertThat(walk.wrong(operations(), ControlPlaneAround.ELSEWHERE, status -> status == 403))
                .isEmpty();
        List<Operation> changes = operations().stream()
                .filter(operation -> !operation.verb().equals("GET"))
                .toList();
        assertThat(walk.wrong(changes, ControlPlaneAround.READER, status -> status == 403))
                .isEmpty();
    }

    /** Every operation is asked with its example, in the order of a customer's life; none is left out. */
    @Test
    void everyExampleCanBeSentAndIsAnswered() {
        Map<String, String> path = Map.of("id", "c7f3k2");
        assertThat(ask(alice(), "post /hosting/v1/customers?dryRun=true", path, 200)
                        .path("goal")
                        .asText())
                .isEqualTo("ready");
        ask(alice(), "post /hosting/v1/customers", path, 201);
        ask(alice(), "post /hosting/v1/customers", path, 409);
        phase("c7f3k2", "ready");
        assertThat(ask(alice(), "get /hosting/v1/customers", path, 200).path("customers"))
                .isNotEmpty();
        JsonNode shown = ask(alice(), "get /hosting/v1/customers/{id}", path, 200);
        assertThat(shown.path("conditions")).hasSize(11);
        ask(alice(), "get /hosting/v1/customers/{id}/plan", path, 200);
        ask(alice(), "put /hosting/v1/customers/{id}", path, 428);
        ask(alice().header("If-Match", "\"7\""), "put /hosting/v1/customers/{id}", path, 412);
        ask(alice().header("If-Match", "\"1\""), "put /hosting/v1/customers/{id}", path, 200);
        ask(alice(), "put /hosting/v1/customers/{id}/registration", path, 204);
        upgrades(path);
        watches();
        ask(alice(), "post /hosting/v1/customers/{id}/deletion", path, 409);
        ask(alice(), "put /hosting/v1/customers/{id}/desired-state", path, 200);
        phase("c7f3k2", "archived");
        destroys(path);
        rotates();
        assertThat(examples.untried()).as("operations that no step asks for").isEmpty();
    }

    private void upgrades(Map<String, String> path) {
        ask(alice(), "post /hosting/v1/upgrades?dryRun=true", path, 200);
        String id =
                ask(alice(), "post /hosting/v1/upgrades", path, 201).path("id").asText();
        ask(alice(), "post /hosting/v1/upgrades", path, 409);
        ask(alice(), "get /hosting/v1/upgrades", path, 200);
        Await.until(
                () -> ask(alice(), "get /hosting/v1/upgrades/{id}", Map.of("id", id), 200)
                        .path("state")
                        .asText()
                        .equals("done"),
                "the upgrade is done");
        ask(alice(), "post /hosting/v1/upgrades/{id}/stop", Map.of("id", id), 200);
    }

    private void destroys(Map<String, String> path) {
        String withdrawn = ask(alice(), "post /hosting/v1/customers/{id}/deletion", path, 200)
                .path("id")
                .asText();
        ask(bob(), "delete /hosting/v1/deletions/{id}", Map.of("id", withdrawn), 200);
        Map<String, String> request = Map.of(
                "id",
                ask(alice(), "post /hosting/v1/customers/{id}/deletion", path, 200)
                        .path("id")
                        .asText());
        ask(alice(), "get /hosting/v1/customers/{id}/destruction", path, 404);
        ask(alice(), "post /hosting/v1/deletions/{id}/approval", request, 403);
        ask(bob(), "post /hosting/v1/deletions/{id}/approval", request, 200);
        ask(alice(), "get /hosting/v1/deletions", path, 200);
        phase("c7f3k2", "destroyed");
        JsonNode certificate = ask(alice(), "get /hosting/v1/customers/{id}/destruction", path, 200);
        assertThat(certificate
                        .path("statement")
                        .path("request")
                        .path("decidedBy")
                        .asText())
                .isEqualTo("bob");
        assertThat(certificate.path("jws").asText().split("\\.")).hasSize(3);
        ask(alice(), "post /hosting/v1/customers", path, 409);
        assertThat(audit.read(0, 1000).stream()
                        .map(logged -> logged.record())
                        .filter(record -> record.path("outcome").asText().equals("done"))
                        .map(record -> record.path("who").asText() + " "
                                + record.path("what").asText()))
                .contains("bob deletion.approve", "control-plane customer.destroy-keys");
    }

    /** The key that signed the certificate of destruction is lost: another one signs it again. */
    private void rotates() {
        Map<String, String> key = Map.of("kind", "audit-key", "id", "control-plane");
        JsonNode listed = ask(alice(), "get /hosting/v1/rotations", key, 200).path("rotations");
        assertThat(listed)
                .extracting(rotation -> rotation.path("kind").asText())
                .as("nodes in memory have no Redis")
                .containsExactly("audit-key");
        String lost = ask(alice(), "get /hosting/v1/destruction-keys", key, 200)
                .path("keys")
                .path(0)
                .path("kid")
                .asText();
        ask(alice(), "post /hosting/v1/rotations/preview", key, 200);
        ask(alice(), "post /hosting/v1/rotations", key, 200);
        ask(alice(), "post /hosting/v1/rotations/{kind}/{id}/emergency", key, 404);
        alice().contentType("application/json")
                .body("{\"key\":\"" + lost + "\"}")
                .post("/hosting/v1/rotations/audit-key/control-plane/emergency")
                .then()
                .statusCode(200);
        JsonNode certificate = ask(alice(), "get /hosting/v1/customers/{id}/destruction", Map.of("id", "c7f3k2"), 200);
        assertThat(certificate.path("key").asText()).isNotEqualTo(lost);
        assertThat(ask(alice(), "get /hosting/v1/destruction-keys", key, 200).path("keys"))
                .extracting(known -> known.path("state").asText())
                .containsExactly("active", "compromised");
    }

    private void watches() {
        String described = examples.text("get /hosting/v1/live", 200, "text/event-stream");
        assertThat(described).contains("event: customer.changed");
        try (EventLines lines = EventLines.open(base, ControlPlaneAround.ALICE)) {
            assertThat(lines.nextEvent()).isEqualTo("event: customer.changed");
        }
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Response answer = alice().contentType("application/yaml")
                .body(yaml("id: C7\npublicHost: x\nnetwork: test\nversion: latest\nname: Zorggroep\n"))
                .post("/hosting/v1/customers");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("detail"))
                .contains(
                        "id: a customer id is",
                        "publicHost: give",
                        "peerHost: is missing",
                        "version: give",
                        "name: leave");
        assertThat(alice().contentType("application/yaml")
                        .body(yaml("""
                                id: nowher
                                publicHost: a.example.nl
                                peerHost: b.example.nl
                                network: nowhere
                                version: 1.0.0
                                """))
                        .post("/hosting/v1/customers")
                        .jsonPath()
                        .getString("detail"))
                .contains("network: is not served here");
    }

    @Test
    void theSameKeyMakesOneCustomer() {
        String document = """
                id: idem01
                publicHost: idem01.nuts.example.nl
                peerHost: peer-idem01.nuts.example.nl
                network: test
                version: 1.4.0
                """;
        for (String replayed : new String[] {null, "true"}) {
            Response answer = alice().contentType("application/yaml")
                    .header("Idempotency-Key", "one")
                    .body(yaml(document))
                    .post("/hosting/v1/customers");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.header("Idempotency-Replayed")).isEqualTo(replayed);
        }
    }

    @Test
    void aDryRunOfAChangeTellsItFieldByField() {
        String document = """
                id: dryrun
                publicHost: dryrun.nuts.example.nl
                peerHost: peer-dryrun.nuts.example.nl
                network: test
                version: 1.4.0
                """;
        assertThat(alice().contentType("application/yaml")
                        .body(yaml(document))
                        .post("/hosting/v1/customers")
                        .statusCode())
                .isEqualTo(201);
        Response answer = alice().contentType("application/yaml")
                .header("If-Match", "*")
                .body(yaml(document + "desiredState: paused\n"))
                .put("/hosting/v1/customers/dryrun?dryRun=true");
        assertThat(answer.jsonPath().getString("goal")).isEqualTo("paused");
        assertThat(answer.jsonPath().getString("changes[0].field")).isEqualTo("desiredState");
        assertThat(alice().get("/hosting/v1/customers/dryrun").jsonPath().getInt("generation"))
                .isEqualTo(1);
    }

    private void phase(String id, String phase) {
        Await.until(
                () -> alice().get("/hosting/v1/customers/" + id)
                        .jsonPath()
                        .getString("phase")
                        .equals(phase),
                id + " is " + phase);
    }

    private static byte[] yaml(String document) {
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private static RequestSpecification alice() {
        return given().header("Authorization", "Bearer " + ControlPlaneAround.ALICE);
    }

    private static RequestSpecification bob() {
        return given().header("Authorization", "Bearer " + ControlPlaneAround.BOB);
    }

    /** Sends the example of an operation. */
    private JsonNode ask(RequestSpecification request, String asked, Map<String, String> path, int status) {
        String operation = asked.replaceFirst("\\?.*", "");
        String[] parts = asked.split(" ", 2);
        JsonNode body = examples.body(operation);
        request.contentType("application/json");
        path.forEach((name, value) -> {
            if (operation.contains("{" + name + "}")) {
                request.pathParam(name, value);
            }
        });
        if (body instanceof ObjectNode) {
            request.body(body.toString());
        }
        Response response = request.request(parts[0], parts[1]);
        JsonNode answer = json(response);
        assertThat(response.statusCode()).as("%s: %s", asked, answer).isEqualTo(status);
        if (status < 300) {
            examples.requireDescribed(operation, status, answer);
        }
        return answer;
    }

    private static JsonNode json(Response response) {
        try {
            String text = response.asString();
            return text.isEmpty() ? MissingNode.getInstance() : new ObjectMapper().readTree(text);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("not JSON: " + response.asString(), failure);
        }
    }
}
