// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rotations over HTTP. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class RotationApiTest {

    private static final String API = "/auth/v1/rotations";

    @Test
    void aKeyIsPreviewedRotatedAndTakenOut() throws Exception {
        String did = create();
        String issued = CredentialCalls.issue(revocable(did)).asString();
        Map<String, Object> what = Map.of("kind", "did-key", "id", did);

        Response preview = post(API + "/preview", Map.of("kind", "did-key", "id", did, "emergency", true));
        assertThat(preview.<String>path("steps[0].effect")).contains("1 credentials until");
        Response begun = post(API, what);
        assertThat(begun.<List<String>>path("keys.state")).containsExactly("active", "published");
        assertThat(begun.<Integer>path("keys[0].live.credentials")).isEqualTo(1);
        assertThat(post(API, what).<List<String>>path("keys.id"))
                .as("beginning twice begins once")
                .isEqualTo(begun.path("keys.id"));

        String lost = begun.path("keys[0].id");
        String path = API + "/did-key/" + did.replace("%", "%25") + "/emergency";
        assertThat(post(path, Map.of()).statusCode())
                .as("which one has to be said")
                .isEqualTo(400);
        Response after = post(path, Map.of("key", lost));
        assertThat(after.<List<String>>path("keys.state")).containsExactly("active", "compromised");
        assertThat(post(path, Map.of("key", lost)).<List<String>>path("keys.id"))
                .as("repeating it takes nothing else out")
                .isEqualTo(after.path("keys.id"));
        assertReplaced(did, issued);
    }

    private static void assertReplaced(String did, String issued) throws Exception {
        JsonNode found = CredentialCalls.JSON
                .readTree(call(AuthNodeResource.ADMIN_TOKEN)
                        .urlEncodingEnabled(true)
                        .queryParam("issuer", did)
                        .get("/internal/vcr/v2/issuer/vc/search")
                        .asString())
                .path("verifiableCredentials");
        assertThat(found).hasSize(2);
        for (JsonNode one : found) {
            boolean old = CredentialCalls.JSON.readTree(issued).equals(one.path("verifiableCredential"));
            assertThat(one.has("revocation")).isEqualTo(old);
        }
    }

    private static Object revocable(String did) {
        Map<String, Object> request = CredentialCalls.organisation(did, did);
        ObjectNode json = CredentialCalls.JSON.valueToTree(request);
        return json.put("withStatusList2021Revocation", true).toString();
    }

    @Test
    void anApiTokenGetsAnotherSecretOnce() {
        Response made = post("/auth/v1/api-tokens", Map.of("name", "EHR", "scopes", List.of("vdr:read")));
        Map<String, Object> what = Map.of("kind", "api-token", "id", made.path("id"));
        Response rotated = post(API, what);
        String secret = rotated.path("secret");
        assertThat(rotated.<List<String>>path("keys.state")).containsExactly("active", "retiring");
        for (String good : List.of(made.<String>path("token"), secret)) {
            assertThat(call(good).get("/internal/vdr/v2/subject").statusCode()).isEqualTo(200);
        }
        assertThat(post(API, what).statusCode()).as("the secret is shown once").isEqualTo(409);
        String path = API + "/api-token/" + made.path("id") + "/emergency";
        String third = post(path, Map.of("key", rotated.path("keys[1].id"))).path("secret");
        assertThat(call(secret).get("/internal/vdr/v2/subject").statusCode()).isEqualTo(401);
        assertThat(call(third).get("/internal/vdr/v2/subject").statusCode()).isEqualTo(200);
    }

    @Test
    void listsInPagesAndSaysWhatIsWrong() {
        create();
        create();
        Response first = call(AuthNodeResource.ADMIN_TOKEN).get(API + "?kind=did-key&limit=1");
        assertThat(first.<List<String>>path("rotations.id")).hasSize(1);
        assertThat(first.contentType()).startsWith("application/json");
        Response second = call(AuthNodeResource.ADMIN_TOKEN)
                .queryParam("after", URLEncoder.encode(first.path("next"), StandardCharsets.UTF_8))
                .get(API + "?kind=did-key&limit=1");
        assertThat(second.<List<String>>path("rotations.id"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(first.<List<String>>path("rotations.id"));
        assertThat(call(AuthNodeResource.ADMIN_TOKEN).get(API + "?limit=0").statusCode())
                .isEqualTo(400);
        assertThat(post(API, Map.of("kind", "none", "id", "x")).statusCode()).isEqualTo(400);
        assertThat(post(API, Map.of("kind", "did-key", "id", "did:web:other.example"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(API, Map.of("kind", "did-key", "id", "x", "more", 1)).statusCode())
                .isEqualTo(400);
        assertThat(post(API + "/preview", Map.of("kind", "did-key", "id", create(), "emergency", "yes"))
                        .statusCode())
                .as("yes is neither true nor false")
                .isEqualTo(400);
        assertThat(call(AuthNodeResource.SUBJECT_TOKEN).get(API).statusCode()).isEqualTo(403);
        assertThat(call(AuthNodeResource.LIMITED_TOKEN).get(API).statusCode()).isEqualTo(403);
    }

    private static String create() {
        return post("/internal/vdr/v2/subject", Map.of("subject", "r-" + UUID.randomUUID()))
                .path("documents[0].id");
    }

    private static Response post(String path, Object body) {
        return call(AuthNodeResource.ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .body(body)
                .post(path);
    }

    private static RequestSpecification call(String token) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }
}
