// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.notenboom.auth.app.AuthNodeResource;
import io.notenboom.kit.audit.AuditLog;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API tokens, from their making to their end, as their administrator sees them. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class ApiTokenApiTest {

    private static final String TOKENS = "/auth/v1/api-tokens";

    @Inject
    AuditLog audit;

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private static Response create(Map<String, Object> request) {
        return as(AuthNodeResource.ADMIN_TOKEN).body(request).post(TOKENS);
    }

    private static int reads(String token) {
        return as(token).get("/internal/vdr/v2/subject").statusCode();
    }

    @Test
    @DisplayName("33. API keys are stored hashed, shown once, and revoked at once")
    void fromItsMakingToItsEnd() {
        Response made = create(Map.of("name", "EHR", "scopes", List.of("vdr:read"), "days", 90));
        made.then().statusCode(201).header("Cache-Control", "no-store").body("createdBy", equalTo("admin"));
        String id = made.path("id");
        String token = made.path("token");
        assertThat(reads(token)).isEqualTo(200);
        as(token).body("{}").post("/internal/vdr/v2/subject").then().statusCode(403);

        as(AuthNodeResource.ADMIN_TOKEN)
                .get(TOKENS + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("$", not(hasKey("token")));
        Response rotated =
                as(AuthNodeResource.ADMIN_TOKEN).body(Map.of("overlapHours", 1)).post(TOKENS + "/" + id + "/rotation");
        rotated.then().statusCode(200).header("Cache-Control", "no-store");
        String second = rotated.path("token");
        assertThat(second).isNotEqualTo(token);
        assertThat(reads(token)).isEqualTo(200);
        assertThat(reads(second)).isEqualTo(200);

        as(AuthNodeResource.ADMIN_TOKEN).delete(TOKENS + "/" + id).then().statusCode(204);
        assertThat(reads(token)).isEqualTo(401);
        assertThat(reads(second)).isEqualTo(401);
        as(AuthNodeResource.ADMIN_TOKEN).delete(TOKENS + "/" + id).then().statusCode(404);
        assertThat(audit.read(0, 1000).stream()
                        .map(record -> record.record())
                        .filter(record -> record.path("object").asText().startsWith(id))
                        .map(record -> record.path("who").asText() + " "
                                + record.path("what").asText()))
                .containsExactly("admin api-token.create", "admin api-token.rotate", "admin api-token.revoke");
        assertThat(audit.read(0, 1000).toString()).doesNotContain(token, second);
    }

    @Test
    void aTokenForSubjectsActsForThemOnly() {
        as(AuthNodeResource.ADMIN_TOKEN).body("{\"subject\":\"mine\"}").post("/internal/vdr/v2/subject");
        as(AuthNodeResource.ADMIN_TOKEN).body("{\"subject\":\"theirs\"}").post("/internal/vdr/v2/subject");
        String token = create(Map.of("name", "EHR", "scopes", List.of("vdr:read"), "subjects", List.of("mine")))
                .path("token");
        as(token).get("/internal/vdr/v2/subject/mine").then().statusCode(200);
        as(token).get("/internal/vdr/v2/subject/theirs").then().statusCode(403);
    }

    @Test
    void whoAdministersTokensGivesNoMoreThanHeHas() {
        String administrator = create(Map.of("name", "security", "scopes", List.of("access:admin", "vdr:read")))
                .path("token");
        as(administrator)
                .body(Map.of("name", "x", "scopes", List.of("vdr:read")))
                .post(TOKENS)
                .then()
                .statusCode(201);
        as(administrator)
                .body(Map.of("name", "x", "scopes", List.of("admin")))
                .post(TOKENS)
                .then()
                .statusCode(403)
                .body("detail", containsString("admin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"scopes\":[]}",
                "{\"name\":\"x\",\"scopes\":[\"no:scope\"]}",
                "{\"name\":\"x\",\"scopes\":[\"vdr:read\"],\"days\":91}",
                "{\"name\":\"x\",\"scopes\":[\"vdr:read\"],\"days\":\"30\"}",
                "{\"name\":\"x\",\"scopes\":[\"vdr:read\"],\"days\":1.5}",
                "{\"name\":\"x\",\"scopes\":[\"vdr:read\"],\"subjects\":[]}",
                "{\"name\":\"x\",\"scopes\":[\"vdr:read\"],\"expires\":\"2030-01-01T00:00:00Z\"}",
            })
    void whatIsNotARequestForATokenIsRefused(String body) {
        as(AuthNodeResource.ADMIN_TOKEN)
                .body(body)
                .post(TOKENS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void theListComesInPages() {
        for (int i = 0; i < 3; i++) {
            create(Map.of("name", "page", "scopes", List.of("vdr:read"))).then().statusCode(201);
        }
        List<String> ids = new ArrayList<>();
        String after = "";
        while (after != null) {
            Response page = as(AuthNodeResource.ADMIN_TOKEN).get(TOKENS + "?limit=2&after=" + after);
            page.then().statusCode(200);
            ids.addAll(page.path("tokens.id"));
            after = page.path("next");
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates().isSorted();
        as(AuthNodeResource.ADMIN_TOKEN).get(TOKENS + "?limit=500").then().body("next", nullValue());
        as(AuthNodeResource.ADMIN_TOKEN).get(TOKENS + "?limit=0").then().statusCode(400);
    }

    @Test
    void anAdministratorIsNoBootstrapToken() {
        as(AuthNodeResource.ADMIN_TOKEN)
                .body("{\"name\":\"x\"}")
                .post("/auth/v1/bootstrap")
                .then()
                .statusCode(401);
    }
}
