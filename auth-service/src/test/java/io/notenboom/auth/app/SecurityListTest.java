// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the security list that need the listener: what comes over the wire to the token endpoint. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class SecurityListTest extends TokenCalls {

    private static final String MARKER = "zzMARKERzz";

    @ConfigProperty(name = "notenboom.auth.policy-dir")
    Path policyDir;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    @DisplayName("POST only")
    void postOnly(String method) throws Exception {
        HttpResponse<String> answer = send(request("/oauth2/s1/token").method(method, body("grant_type=x")));
        assertOAuthError(answer, 405, "invalid_request");
    }

    @Test
    @DisplayName("application/x-www-form-urlencoded, charset tolerated")
    void formsOnly() throws Exception {
        for (String type : List.of(FORM, FORM + "; charset=UTF-8", "Application/X-WWW-Form-URLencoded")) {
            assertThat(error(token("s1", type, "grant_type=vp_token-bearer"))).isEqualTo("invalid_request");
        }
        for (String type : List.of("application/json", "multipart/form-data; boundary=x", "text/plain")) {
            assertOAuthError(token("s1", type, "grant_type=vp_token-bearer"), 400, "unsupported_grant_type");
        }
    }

    @Test
    @DisplayName("duplicate parameters refused")
    void duplicateParameters() throws Exception {
        HttpResponse<String> answer = token("s1", FORM, "grant_type=vp_token-bearer&scope=a&scope=b");
        assertOAuthError(answer, 400, "invalid_request");
        assertThat(answer.body()).contains("twice");
    }

    @Test
    @DisplayName("body capped at 1 MB")
    void bodyCapped() throws Exception {
        String large = "a=" + "b".repeat(1_100_000);
        HttpRequest.Builder announced = request("/oauth2/s1/token")
                .header("Content-Type", FORM)
                .expectContinue(true)
                .POST(body(large));
        assertOAuthError(send(announced), 413, "invalid_request");
        HttpRequest unannounced = request("/oauth2/s1/token")
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.US_ASCII))))
                .build();
        assertThat(cutOff(unannounced)).isTrue();
    }

    @Test
    @DisplayName("errors: OAuth JSON always, whatever is asked for, with a request id")
    void oauthJsonAlways() throws Exception {
        for (HttpResponse<String> answer : List.of(
                send(request("/oauth2/s1/token")
                        .header("Accept", "text/html")
                        .header("Content-Type", FORM)
                        .POST(body(""))),
                send(request("/oauth2/s1/presentation_definition?scope=none").GET()),
                send(request("/oauth2/s1/presentation_definition").GET()),
                send(request("/oauth2/nobody/presentation_definition?scope=none")
                        .GET()))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertOAuthError(answer, 400, error(answer));
        }
        HttpResponse<String> named =
                send(request("/oauth2/s1/token").header("X-Request-Id", "my-id").GET());
        assertThat(named.headers().firstValue("X-Request-Id")).contains("my-id");
    }

    @Test
    @DisplayName("errors: nothing remote is reflected")
    void nothingIsReflected() throws Exception {
        for (HttpResponse<String> answer : List.of(
                token(MARKER, FORM, "grant_type=" + MARKER),
                token("s1", FORM, "grant_type=vp_token-bearer&" + MARKER + "=" + MARKER),
                token("s1", MARKER + "/x", MARKER),
                send(request("/oauth2/s1/" + MARKER).GET()),
                send(request("/oauth2/s1/presentation_definition?scope=" + MARKER)
                        .GET()),
                send(request("/oauth2/s1/token").method(MARKER, body(MARKER))),
                send(request("/oauth2/s1/token")
                        .header("DPoP", MARKER)
                        .header("Content-Type", FORM)
                        .POST(body("grant_type=vp_token-bearer"))))) {
            assertThat(answer.body()).doesNotContain(MARKER);
            assertThat(answer.headers().map().toString()).doesNotContain(MARKER);
            assertThat(answer.statusCode()).isBetween(400, 499);
        }
    }

    @Test
    @DisplayName("failed-signature budget per source: 429 with Retry-After")
    void wrongSignatures() throws Exception {
        String issuer = subject("s2");
        String holder = subject("h2");
        giveCredentials(issuer, holder, "h2");
        String forged = forged(form("h2", "s2", "n-forged"));
        HttpResponse<String> answer = forwarded("203.0.113.7", "s2", forged);
        assertThat(answer.body()).contains("the signature of the presentation is not valid");
        int tries = 1;
        while (answer.statusCode() == 400 && tries < 100) {
            answer = forwarded("203.0.113.7", "s2", forged);
            tries++;
        }
        assertOAuthError(answer, 429, "temporarily_unavailable");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(tries).isGreaterThan(60);

        String good = form("h2", "s2", "n-good");
        assertThat(forwarded("203.0.113.7", "s2", good).statusCode()).isEqualTo(429);
        assertThat(forwarded("198.51.100.1, 203.0.113.7", "s2", good).statusCode())
                .isEqualTo(429);
        HttpResponse<String> elsewhere = forwarded("203.0.113.7, 203.0.113.8", "s2", good);
        assertThat(elsewhere.statusCode()).as(elsewhere.body()).isEqualTo(200);
        assertThat(elsewhere.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("logs: no tokens, assertions, presentations")
    void logsHoldNoSecrets() throws Exception {
        String issuer = subject("s3");
        String holder = subject("h3");
        giveCredentials(issuer, holder, "h3");
        String good = form("h3", "s3", "n-logged");
        Lines lines = new Lines();
        Logger.getLogger("").addHandler(lines);
        String token;
        try {
            token = JSON.readTree(token("s3", FORM, good).body())
                    .path("access_token")
                    .asText();
            assertThat(token).hasSize(43);
            assertThat(token("s3", FORM, good).statusCode()).isEqualTo(400);
            assertThat(token("s3", FORM, forged(good)).statusCode()).isEqualTo(400);
            assertThat(introspected("s3", token)).contains("\"active\":true");
            Logger.getLogger("io.notenboom.test").warning("the handler hears this");
        } finally {
            Logger.getLogger("").removeHandler(lines);
        }
        assertThat(lines.texts).anyMatch(text -> text.contains("the handler hears this"));
        String assertion = good.replaceFirst(".*assertion=([^&.]+\\.[^&.]+).*", "$1");
        assertThat(lines.texts).noneMatch(text -> text.contains(token) || text.contains(assertion));
    }

    @Test
    @DisplayName("issuer: the operator's lists over the API")
    void listsOfTrustedIssuers() throws Exception {
        String issuer = subject("s4");
        String holder = subject("h4");
        giveCredentials(issuer, holder, "h4");
        String list = "/auth/v1/trusted-issuers/NutsOrganizationCredential";
        put(list + "?subject=s4", List.of("did:web:other.example")).then().statusCode(204);
        HttpResponse<String> refused = token("s4", FORM, form("h4", "s4", "n1"));
        assertThat(refused.body()).contains("an issuer is not trusted here for its type of credential");
        put(list + "?subject=s4", List.of("did:web:other.example", issuer))
                .then()
                .statusCode(204);
        assertThat(token("s4", FORM, form("h4", "s4", "n2")).statusCode()).isEqualTo(200);

        var shown = admin().get("/auth/v1/trusted-issuers?subject=s4");
        assertThat(shown.<String>path("unlisted")).isEqualTo("definition");
        assertThat(shown.<List<String>>path("lists[0].issuers")).contains(issuer);
        admin().delete(list + "?subject=s4").then().statusCode(204);
        assertThat(admin().get("/auth/v1/trusted-issuers?subject=s4").<List<Object>>path("lists"))
                .isEmpty();
        put(list, List.of("no did")).then().statusCode(400);
        admin().contentType(ContentType.JSON).body("{}").put(list).then().statusCode(400);
        admin().delete("/auth/v1/trusted-issuers/no%20type").then().statusCode(400);
        limitedToB5().get("/auth/v1/trusted-issuers").then().statusCode(403);
        limitedToB5().get("/auth/v1/trusted-issuers?subject=s4").then().statusCode(403);
        limitedToB5().get("/auth/v1/trusted-issuers?subject=b5").then().statusCode(200);
    }

    @Test
    @DisplayName("API: no Authorization header; no Bearer prefix")
    void apiTokens() {
        for (String path : List.of("/auth/v1/policies", "/internal/vdr/v2/subject", "/auth/v1/token-records")) {
            given().get(path).then().statusCode(401);
            for (String header : List.of(
                    AuthNodeResource.ADMIN_TOKEN, "Basic " + AuthNodeResource.ADMIN_TOKEN, "Bearer", "Bearer x")) {
                given().header("Authorization", header).get(path).then().statusCode(401);
            }
            admin().get(path).then().statusCode(200);
        }
    }

    @Test
    @DisplayName("metadata offers no flow that needs a browser")
    void noBrowserFlows() throws Exception {
        subject("s6");
        JsonNode metadata = JSON.readTree(get(publicUrl + "/.well-known/oauth-authorization-server/oauth2/s6")
                .body());
        assertThat(metadata.path("grant_types_supported"))
                .extracting(JsonNode::textValue)
                .containsExactly("vp_token-bearer", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertThat(metadata.has("authorization_endpoint")).isFalse();
        assertThat(get(publicUrl + "/oauth2/s6/authorize").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("audit: hash-chained, read by the node's own people only")
    void recordsAreReadByAdministrators() throws Exception {
        String issuer = subject("s7");
        String holder = subject("h7");
        giveCredentials(issuer, holder, "h7");
        HttpResponse<String> given = send(request("/oauth2/s7/token")
                .header("X-Request-Id", "recorded-1")
                .header("Content-Type", FORM)
                .POST(body(form("h7", "s7", "n-recorded"))));
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        var page = admin().get("/auth/v1/token-records?limit=500");
        assertThat(page.<List<String>>path("records.requestId")).contains("recorded-1");
        assertThat(page.<List<String>>path("records.holder")).contains(holder);
        assertThat(page.asString())
                .doesNotContain(JSON.readTree(given.body()).path("access_token").asText());
        var first = admin().get("/auth/v1/token-records?limit=1");
        assertThat(first.<Integer>path("records[0].sequence")).isZero();
        assertThat(first.<Integer>path("next")).isEqualTo(1);
        assertThat(admin().get("/auth/v1/token-records?since=2999-01-01T00:00:00Z")
                        .<List<Object>>path("records"))
                .isEmpty();
        for (String wrong :
                List.of("limit=0", "limit=501", "from=-1", "since=x", "from=1&since=2026-01-01T00:00:00Z")) {
            admin().get("/auth/v1/token-records?" + wrong).then().statusCode(400);
        }
        limitedToB5().get("/auth/v1/token-records").then().statusCode(403);
    }

    @Test
    @DisplayName("policies: explain and list know the policies of a subject")
    void policiesOfASubject() throws Exception {
        subject("s5");
        Path own = Files.createDirectories(policyDir.resolve("subjects").resolve("s5"));
        Files.writeString(
                own.resolve("own.json"),
                io.notenboom.auth.fakes.TestNode.POLICY
                        .replace("pd_receiver", "pd_of_s5")
                        .replace("\"receiver\"", "\"sender\""));
        policies.reload();

        assertThat(explain(Map.of("scope", "eOverdracht-receiver", "subject", "s5"))
                        .<String>path("definition"))
                .isEqualTo("pd_receiver");
        var explained = explain(Map.of("scope", "eOverdracht-receiver", "subject", "s5", "server", "s5"));
        assertThat(explained.<String>path("definition")).isEqualTo("pd_of_s5");
        assertThat(explained.<Boolean>path("fulfilled")).isFalse();
        assertThat(explained.<String>path("descriptors[0].fix")).contains("NutsOrganizationCredential");
        assertThat(explain(Map.of("scope", "none", "subject", "s5")).statusCode())
                .isEqualTo(400);

        var listed = admin().get("/auth/v1/policies");
        assertThat(listed.<List<String>>path("scopes.file")).containsExactly("eoverdracht.json");
        assertThat(listed.<List<Object>>path("refusedTypes")).isEmpty();
        assertThat(listed.<String>path("subjects[0].subject")).isEqualTo("s5");
        assertThat(listed.<String>path("subjects[0].scopes[0].scope")).isEqualTo("eOverdracht-receiver");
        assertThat(listed.<String>path("subjects[0].scopes[0].file")).isEqualTo("subjects/s5/own.json");
        assertThat(listed.<Integer>path("subjects[0].scopes[0].lifetimeSeconds"))
                .isEqualTo(600);
    }

    private io.restassured.response.Response explain(Map<String, String> question) {
        return admin().contentType(ContentType.JSON).body(question).post("/auth/v1/policies/explain");
    }

    private io.restassured.response.Response put(String path, List<String> issuers) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of("issuers", issuers))
                .put(path);
    }

    private static io.restassured.specification.RequestSpecification limitedToB5() {
        return given().header("Authorization", "Bearer " + AuthNodeResource.SUBJECT_TOKEN);
    }

    private String introspected(String subject, String token) {
        return admin().contentType(FORM)
                .formParam("token", token)
                .post("/oauth2/" + subject + "/introspect")
                .asString();
    }

    /** Whether the server refuses, or ends the exchange, before it took the whole body. */
    private boolean cutOff(HttpRequest request) throws InterruptedException {
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 413;
        } catch (java.io.IOException ended) {
            return true;
        }
    }

    /** What is logged. */
    private static final class Lines extends Handler {

        private final Queue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            List<String> parts = new ArrayList<>();
            parts.add(String.valueOf(line.getMessage()));
            if (line.getParameters() != null) {
                for (Object parameter : line.getParameters()) {
                    parts.add(String.valueOf(parameter));
                }
            }
            for (Throwable cause = line.getThrown(); cause != null; cause = cause.getCause()) {
                parts.add(String.valueOf(cause.getMessage()));
            }
            texts.add(String.join(" ", parts));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
