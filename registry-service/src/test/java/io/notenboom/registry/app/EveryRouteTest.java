// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

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
import io.notenboom.kit.openapi.OpenApiDescription;
import io.notenboom.registry.api.EventResource;
import io.notenboom.testkit.access.AccessWalk;
import io.notenboom.testkit.access.AccessWalk.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
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
@QuarkusTestResource(value = RegistryNodeResource.class, restrictToAnnotatedClass = true)
class EveryRouteTest {

    @TestHTTPResource
    URI base;

    @Inject
    AuditLog audit;

    @Inject
    TokenAdministration administration;

    private static List<Operation> operations() {
        return RouteWalk.ofThisService().stream()
                .filter(route -> route.statement() instanceof ScopeStatement.Scope)
                .map(EveryRouteTest::operation)
                .toList();
    }

    private static Operation operation(Route route) {
        return new Operation(
                route.verb(),
                route.path(),
                route.statement() instanceof ScopeStatement.Scope scope ? Optional.of(scope.name()) : Optional.empty());
    }

    private AccessWalk walk() {
        String form = "application/x-www-form-urlencoded";
        return new AccessWalk(base)
                .contentType("POST /registry/v1/events", "application/jose")
                .contentType("POST /mcsd/{type}/_search", form)
                .contentType("POST /mcsd/administration/{type}/_search", form);
    }

    @Test
    void theRunningServiceHasTheRoutesOfItsDescription() throws Exception {
        Set<String> described =
                OpenApiDescription.resource(EventResource.class, "/META-INF/openapi.yaml").scopes().entrySet().stream()
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

    @Test
    @DisplayName("33. Admin API: scopes per route, no anonymous access")
    void nobodyGetsInWithoutCredentialsOrWithoutTheScope() {
        AccessWalk walk = walk();
        assertThat(operations()).hasSizeGreaterThan(40);
        assertThat(walk.wrong(operations(), null, status -> status == 401)).isEmpty();
        assertThat(walk.wrong(operations(), "nbt_" + "z".repeat(43), status -> status == 401))
                .isEmpty();
        assertThat(walk.wrong(operations(), RegistryNodeResource.ELSEWHERE, status -> status == 403))
                .isEmpty();
    }

    @Test
    @DisplayName("32. What is the node's is refused to a caller of one subject, with an audit event")
    void aCallerOfOneSubjectChangesNothingOfTheNode() {
        AccessWalk walk = walk();
        List<Operation> ofTheNode = operations().stream()
                .filter(operation ->
                        Scopes.concernsTheWholeNode(operation.scope().orElseThrow()))
                .toList();
        List<Operation> others = operations().stream()
                .filter(operation -> !ofTheNode.contains(operation))
                .toList();

        assertThat(ofTheNode).hasSizeGreaterThan(25);
        assertThat(walk.wrong(ofTheNode, RegistryNodeResource.OF_SUBJECT, status -> status == 403))
                .isEmpty();
        assertThat(walk.wrong(others, RegistryNodeResource.OF_SUBJECT, status -> status < 500))
                .isEmpty();
        List<String> refused = audit.read(0, 1000).stream()
                .filter(record -> record.record().path("who").asText().equals("of-a"))
                .map(record -> record.record().path("object").asText())
                .toList();
        assertThat(refused)
                .containsAll(ofTheNode.stream()
                        .map(operation -> operation.verb() + " " + walk.path(operation))
                        .toList());
    }

    @Test
    void anIssuedTokenWorksHereUntilItIsRevoked() {
        Identity administrator = new Identity("test", Set.of("admin"), Optional.empty(), Optional.empty());
        TokenAdministration.Fresh fresh = administration.create(
                new TokenRequest("reader", Set.of("registry:read"), Optional.empty(), 1), administrator);
        assertThat(status(fresh)).isEqualTo(200);
        assertThat(administration.revoke(fresh.token().id(), administrator)).isTrue();
        assertThat(status(fresh)).isEqualTo(401);
    }

    private static int status(TokenAdministration.Fresh fresh) {
        return given().header("Authorization", "Bearer " + fresh.secret().reveal())
                .get("/registry/v1/streams")
                .statusCode();
    }
}
