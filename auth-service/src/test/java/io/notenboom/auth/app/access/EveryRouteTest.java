// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.api.oauth.TokenResource;
import io.notenboom.auth.app.AuthNodeResource;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.access.Route;
import io.notenboom.kit.access.RouteWalk;
import io.notenboom.kit.access.ScopeStatement;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.chainlog.LoggedRecord;
import io.notenboom.kit.openapi.OpenApiDescription;
import io.notenboom.testkit.access.AccessWalk;
import io.notenboom.testkit.access.AccessWalk.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All routes that the running service has, with the credentials of callers who may not use them. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class EveryRouteTest {

    private static final String ISSUE = "POST /internal/vcr/v2/issuer/vc";

    @TestHTTPResource
    URI base;

    @Inject
    AuditLog audit;

    @Inject
    Subjects subjects;

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
                OpenApiDescription.resource(TokenResource.class, "/META-INF/openapi.yaml").scopes().entrySet().stream()
                        .filter(operation -> operation.getValue().isPresent())
                        .map(operation ->
                                operation.getKey() + " " + operation.getValue().get())
                        .collect(Collectors.toSet());
        assertThat(operations())
                .extracting(
                        operation -> operation.label() + " " + operation.scope().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(described);
        Set<String> scopes = new HashSet<>(Scopes.GRANTABLE);
        scopes.add(Scopes.BOOTSTRAP);
        assertThat(operations())
                .extracting(operation -> operation.scope().orElseThrow())
                .isSubsetOf(scopes);
    }

    @Test
    void whatAsksForNoScopeIsPublicOrNotOnThisListener() {
        List<Operation> without = RouteWalk.ofThisService().stream()
                .filter(route -> !(route.statement() instanceof ScopeStatement.Scope))
                .map(route -> new Operation(route.verb(), route.path(), Optional.empty()))
                .toList();
        assertThat(without)
                .extracting(Operation::path)
                .allMatch(path -> path.startsWith("/oauth2/")
                        || path.startsWith("/.well-known/")
                        || path.startsWith("/iam/")
                        || path.startsWith("/statuslist/")
                        || path.startsWith("/discovery/"));
        assertThat(new AccessWalk(base).wrong(without, null, status -> status < 500))
                .isEmpty();
    }

    @Test
    @DisplayName("33. Admin API: scopes per route, no anonymous access")
    void nobodyGetsInWithoutCredentialsOrWithoutTheScope() {
        AccessWalk walk = new AccessWalk(base);
        assertThat(operations()).hasSizeGreaterThan(45);
        assertThat(walk.wrong(operations(), null, status -> status == 401)).isEmpty();
        assertThat(walk.wrong(operations(), "nbt_" + "z".repeat(43), status -> status == 401))
                .isEmpty();
        assertThat(walk.wrong(operations(), AuthNodeResource.ELSEWHERE_TOKEN, status -> status == 403))
                .isEmpty();
    }

    @Test
    @DisplayName("32. Walking all routes with ids of another subject gives 403, and an audit event")
    void whatBelongsToAnotherSubjectIsRefused() {
        OwnDid other = create("a5").dids().getFirst();
        create("b5");
        AccessWalk walk = new AccessWalk(base)
                .parameter("subject", "a5")
                .parameter("subjectID", "a5")
                .parameter("kid", other.signingKeyId().toString())
                .body(ISSUE, issue(other.did().value()));
        List<Operation> ofOthers = operations().stream()
                .filter(operation -> operation.path().contains("{subject}")
                        || operation.path().contains("{kid}")
                        || operation.label().equals(ISSUE)
                        || Scopes.concernsTheWholeNode(operation.scope().orElseThrow()))
                .filter(operation -> !operation.path().startsWith("/oauth2/"))
                .toList();

        assertThat(ofOthers).hasSizeGreaterThan(20);
        assertThat(walk.wrong(ofOthers, AuthNodeResource.SUBJECT_TOKEN, status -> status == 403))
                .isEmpty();
        assertThat(walk.wrong(operations(), AuthNodeResource.SUBJECT_TOKEN, status -> status < 500))
                .isEmpty();
        assertThat(audit.read(0, 1000).stream()
                        .filter(record -> record.record().path("who").asText().equals("subject"))
                        .map(record -> record.record().path("object").asText())
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo((int) ofOthers.stream()
                        .filter(operation -> !operation.path().contains("{kid}"))
                        .count());
        assertThat(subjects.find(new SubjectId("a5"))).isPresent();
    }

    @Test
    void whoeverChangesSomethingIsInTheAuditLog() {
        assertThat(RouteWalk.ofThisService())
                .filteredOn(route -> !route.saysWhetherAudited())
                .extracting(Route::label)
                .isEmpty();
        create("c5");
        long before = audit.firstAtOrAfter(Instant.EPOCH).orElseThrow();
        given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .delete("/internal/vdr/v2/subject/nobody5")
                .then()
                .statusCode(404);
        given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .delete("/internal/vdr/v2/subject/c5")
                .then()
                .statusCode(204);

        assertThat(audit.read(before, 1000).stream()
                        .map(LoggedRecord::record)
                        .filter(record -> record.path("object").asText().endsWith("5")
                                && record.path("what").asText().equals("subject.deactivate"))
                        .map(record -> record.path("who").asText() + " "
                                + record.path("object").asText() + " "
                                + record.path("outcome").asText()))
                .containsExactly(
                        "admin /internal/vdr/v2/subject/nobody5 begun",
                        "admin /internal/vdr/v2/subject/nobody5 refused",
                        "admin /internal/vdr/v2/subject/c5 begun",
                        "admin /internal/vdr/v2/subject/c5 done");
    }

    private io.notenboom.auth.subject.Subject create(String subject) {
        if (subjects.find(new SubjectId(subject)).isEmpty()) {
            given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                    .contentType("application/json")
                    .body("{\"subject\":\"" + subject + "\"}")
                    .post("/internal/vdr/v2/subject")
                    .then()
                    .statusCode(200);
        }
        return subjects.find(new SubjectId(subject)).orElseThrow();
    }

    private static String issue(String did) {
        return "{\"type\":\"NutsOrganizationCredential\",\"issuer\":\"" + did
                + "\",\"credentialSubject\":{\"id\":\"" + did
                + "\",\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}},\"expirationDate\":\"2036-01-01T00:00:00Z\"}";
    }
}
