// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.Route;
import io.notenboom.kit.access.RouteWalk;
import io.notenboom.kit.access.ScopeStatement;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.access.issued.TokenAdministration;
import io.notenboom.kit.access.issued.TokenRequest;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.chainlog.LoggedRecord;
import io.notenboom.kit.openapi.OpenApiDescription;
import io.notenboom.pdp.api.gateway.PepResource;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.testkit.access.AccessWalk;
import io.notenboom.testkit.access.AccessWalk.Operation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All routes that the running service has, with the credentials of callers who may not use them. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class EveryRouteTest {

    @TestHTTPResource
    URI base;

    @Inject
    AuditLog audit;

    @Inject
    FlowRegister flows;

    @Inject
    TokenAdministration administration;

    private static List<Operation> operations() {
        return RouteWalk.ofThisService().stream()
                .filter(route -> route.statement() instanceof ScopeStatement.Scope)
                .map(route -> new Operation(
                        route.verb(), route.path(), Optional.of(((ScopeStatement.Scope) route.statement()).name())))
                .toList();
    }

    @Test
    void theRunningServiceHasTheRoutesOfItsDescription() throws Exception {
        Set<String> described =
                OpenApiDescription.resource(PepResource.class, "/META-INF/openapi.yaml").scopes().entrySet().stream()
                        .filter(operation -> operation.getValue().isPresent())
                        .map(operation ->
                                operation.getKey() + " " + operation.getValue().get())
                        .collect(Collectors.toSet());
        assertThat(operations())
                .extracting(
                        operation -> operation.label() + " " + operation.scope().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(described);
        assertThat(operations())
                .extracting(operation -> operation.scope().orElseThrow())
                .isSubsetOf(Scopes.GRANTABLE);
    }

    @Test
    void whateverChangesSomethingSaysWhetherItIsInTheAuditLog() {
        assertThat(RouteWalk.ofThisService())
                .filteredOn(route -> !route.saysWhetherAudited())
                .extracting(Route::label)
                .isEmpty();
    }

    /** Who registers an enforcement point, and who takes one away, decides what can be reached. */
    @Test
    void changesOfEnforcementPointsAreInTheAuditLog() {
        String path = "/pdp/v1/peps/pep-audited";
        RequestSpecification api =
                given().header("Authorization", "Bearer " + NodeAround.TOKEN).contentType("application/json");
        api.body(pep()).put(path).then().statusCode(201);
        api.body("{}").post(path + "/key").then().statusCode(200);
        given().header("Authorization", "Bearer " + NodeAround.TOKEN)
                .delete(path)
                .then()
                .statusCode(204);
        assertThat(audit.read(0, 1000).stream()
                        .map(LoggedRecord::record)
                        .filter(record -> record.path("object").asText().startsWith(path))
                        .filter(record -> record.path("outcome").asText().equals("done"))
                        .map(record -> record.path("who").asText() + " "
                                + record.path("what").asText()))
                .containsExactly("test pep.register", "test pep.replace-key", "test pep.remove");
    }

    @Test
    @DisplayName("33. Admin API: scopes per route, no anonymous access")
    void nobodyGetsInWithoutCredentialsOrWithoutTheScope() {
        AccessWalk walk = new AccessWalk(base);
        assertThat(operations()).hasSizeGreaterThan(15);
        assertThat(walk.wrong(operations(), null, status -> status == 401)).isEmpty();
        assertThat(walk.wrong(operations(), "nbt_" + "z".repeat(43), status -> status == 401))
                .isEmpty();
        assertThat(walk.wrong(operations(), NodeAround.TOKEN_ELSEWHERE, status -> status == 403))
                .isEmpty();
    }

    /** Gateways have keys of their own, and confirm by the id of a decision, which nobody guesses. */
    @Test
    void whatAsksForNoScopeAsksForTheKeyOfAGateway() {
        List<Operation> without = RouteWalk.ofThisService().stream()
                .filter(route -> !(route.statement() instanceof ScopeStatement.Scope))
                .map(route -> new Operation(route.verb(), route.path(), Optional.empty()))
                .toList();
        assertThat(without)
                .extracting(Operation::label)
                .containsExactlyInAnyOrder(
                        "POST /authz/confirmation/{id}",
                        "POST /pdp/v1/decisions/{id}/confirmation",
                        "POST /v1/data/nuts/authz",
                        "POST /v1/data/{pep}/authz",
                        "POST /v1/data",
                        "POST /pdp",
                        "POST /pdp/v1/data/knooppunt/authz",
                        "GET /.well-known/authzen-configuration",
                        "GET /.well-known/authzen-configuration/authzen/{pep}");
        AccessWalk walk = new AccessWalk(base)
                .body("POST /authz/confirmation/{id}", "{\"status\":200}")
                .body("POST /pdp/v1/decisions/{id}/confirmation", "{\"status\":200}");
        List<Operation> ofGateways = without.stream()
                .filter(operation -> !operation.path().startsWith("/.well-known/"))
                .toList();
        assertThat(walk.wrong(ofGateways, null, status -> status == 401 || status == 403 || status == 404))
                .isEmpty();
        assertThat(walk.call(new Operation("GET", "/authz/forward/{pep}", Optional.empty()), null))
                .isIn(401, 403);
    }

    @Test
    @DisplayName("32. Walking all routes with ids of another subject gives 404 or 403, and an audit event")
    void whatBelongsToAnotherSubjectIsNotThere() {
        thingsOfA();
        AccessWalk walk = new AccessWalk(base);
        List<Operation> ofA = operations().stream()
                .filter(operation -> operation.path().matches(".*/(peps|flows|transfers)/\\{id}.*"))
                .map(operation -> new Operation(
                        operation.verb(),
                        operation.path().replace("/peps/{id}", "/peps/pep-a").replace("/flows/{id}", "/flows/flow-a"),
                        operation.scope()))
                .toList();
        List<Operation> recorded = ofA.stream()
                .filter(operation -> !operation.path().contains("transfers"))
                .toList();

        assertThat(recorded).hasSizeGreaterThan(4);
        walk.body("PUT /pdp/v1/peps/pep-a", pep());
        assertThat(walk.wrong(ofA, NodeAround.TOKEN_OF_B, status -> status == 404 || status == 403))
                .isEmpty();
        assertThat(walk.wrong(operations(), NodeAround.TOKEN_OF_B, status -> status < 500))
                .isEmpty();
        assertThat(audit.read(0, 1000).stream()
                        .filter(record -> record.record().path("who").asText().equals("of-b"))
                        .map(record -> record.record().path("object").asText()))
                .containsAll(recorded.stream().map(Operation::label).toList());
        assertThat(flows.find("flow-a").orElseThrow().version()).isEqualTo(1);
    }

    private void thingsOfA() {
        Flow sample = Samples.handoff("flow-a");
        FlowHeader header = sample.header();
        Change created = flows.create(new Flow(
                new FlowHeader("flow-a", 1, "a", header.role(), header.profile(), header.createdBy()),
                sample.parties(),
                sample.task(),
                sample.grants(),
                sample.validity(),
                false));
        assertThat(created).isInstanceOf(Change.Done.class);
        given().header("Authorization", "Bearer " + NodeAround.TOKEN)
                .contentType("application/json")
                .body(pep())
                .put("/pdp/v1/peps/pep-a")
                .then()
                .statusCode(201);
    }

    private static String pep() {
        return "{\"keySha256\":\"" + "0".repeat(64) + "\",\"kind\":\"fhir\",\"dialect\":\"original\","
                + "\"bodyMode\":\"full\",\"basePath\":\"/fhir\",\"publicBaseUrl\":\"https://sender.example\","
                + "\"profile\":\"seed/handoff-only\",\"audience\":\"https://sender.example/oauth2/a\",\"subject\":\"a\"}";
    }

    @Test
    void anIssuedTokenWorksHereUntilItIsRevoked() {
        Identity administrator = new Identity("test", Set.of("admin"), Optional.empty(), Optional.empty());
        TokenAdministration.Fresh fresh = administration.create(
                new TokenRequest("reader", Set.of("pdp:read"), Optional.empty(), 1), administrator);
        assertThat(status(fresh)).isEqualTo(200);
        assertThat(administration.revoke(fresh.token().id(), administrator)).isTrue();
        assertThat(status(fresh)).isEqualTo(401);
    }

    private static int status(TokenAdministration.Fresh fresh) {
        return given().header("Authorization", "Bearer " + fresh.secret().reveal())
                .get("/pdp/v1/flows")
                .statusCode();
    }
}
