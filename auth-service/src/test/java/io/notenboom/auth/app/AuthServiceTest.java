// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.auth.dpop.ProofMaker;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.secret.Secret;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One subject asks for a token of another through the wallet API, over HTTPS to the service's own public listener. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class AuthServiceTest extends TokenCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESOURCE = "https://fhir.example/fhir/Task/1";

    @Inject
    RedisDataSource redis;

    @Inject
    ProofMaker proofMaker;

    @Test
    @DisplayName("token JSON, cnf.jkt at introspection, with and without charset")
    void givesChecksAndEndsAToken() {
        String issuer = subject("a1");
        String holder = subject("b1");
        giveCredentials(issuer, holder, "b1");

        Response got = requestToken("b1", "a1");
        assertThat(got.statusCode()).as(got.asString()).isEqualTo(200);
        String token = got.path("access_token");
        String kid = got.path("dpop_kid");
        assertThat(got.<String>path("token_type")).isEqualTo("DPoP");
        assertThat(got.<Integer>path("expires_in")).isBetween(590, 600);
        assertThat(kid).startsWith(holder + "#");

        Response known = introspect("/oauth2/a1/introspect", token, AuthNodeResource.ADMIN_TOKEN);
        assertThat(known.<Boolean>path("active")).isTrue();
        assertThat(known.<String>path("sub")).isEqualTo(holder);
        assertThat(known.<String>path("aud")).isEqualTo(publicUrl + "/oauth2/a1");
        assertThat(known.<String>path("client_id")).isEqualTo(publicUrl + "/oauth2/b1");
        assertThat(known.<String>path("organization_name")).isEqualTo("Zorg");
        String thumbprint = known.path("cnf.jkt");

        assertProof(token, kid, thumbprint);
        assertInactive(introspect("/oauth2/b1/introspect", token, AuthNodeResource.ADMIN_TOKEN));
        assertInactive(introspect("/internal/auth/v2/accesstoken/introspect", token, AuthNodeResource.LIMITED_TOKEN));
        Response nuts = introspect("/internal/auth/v2/accesstoken/introspect", token, AuthNodeResource.ADMIN_TOKEN);
        assertThat(nuts.<Boolean>path("active")).isTrue();
        assertThat(nuts.asString()).doesNotContain("\"sub\"").doesNotContain("\"aud\"");
        Response extended =
                introspect("/internal/auth/v2/accesstoken/introspect_extended", token, AuthNodeResource.ADMIN_TOKEN);
        assertThat(extended.<List<String>>path("vps")).hasSize(1);
        admin().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("token", token)
                .post("/oauth2/a1/revoke")
                .then()
                .statusCode(200);
        assertInactive(introspect("/oauth2/a1/introspect", token, AuthNodeResource.ADMIN_TOKEN));
        assertThat(revokedValues()).contains(TokenHash.of(Secret.of(token)).value());
    }

    @Test
    @DisplayName("200 identical requests in parallel give exactly one token")
    void ofTwoHundredIdenticalRequestsInParallelOneGetsAToken() throws Exception {
        String issuer = subject("a2");
        String holder = subject("b2");
        giveCredentials(issuer, holder, "b2");
        OwnDid own = subjects.activeDid(new Did(holder)).orElseThrow();
        URI endpoint = URI.create(publicUrl + "/oauth2/a2/token");
        List<String> proofs = new ArrayList<>();
        for (int index = 0; index < 200; index++) {
            proofs.add(
                    proofMaker.make(own.signingKeyId(), "POST", endpoint, null).orElseThrow());
        }
        // last, because it holds for seconds only
        String form = form("b2", "a2", "nonce-of-the-race");
        List<Callable<Integer>> calls = new ArrayList<>();
        for (String proof : proofs) {
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("DPoP", proof)
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            calls.add(() ->
                    client().send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(25)) {
            for (Future<Integer> outcome : executor.invokeAll(calls)) {
                statuses.add(outcome.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).allMatch(status -> status == 200 || status == 400);
    }

    @Test
    void servesPublicDocumentsOnThePublicListenerOnly() throws Exception {
        String did = subject("a3");
        HttpResponse<String> metadata = get(publicUrl + "/.well-known/oauth-authorization-server/oauth2/a3");
        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(metadata.headers().firstValue("Cache-Control")).contains("max-age=300");
        assertThat(JSON.readTree(metadata.body()).path("subject_dids").get(0).textValue())
                .isEqualTo(did);
        assertThat(get(publicUrl + "/oauth2/a3/.well-known/oauth-authorization-server")
                        .body())
                .isEqualTo(metadata.body());
        assertThat(get(publicUrl + "/oauth2/a3/presentation_definition?scope=eOverdracht-receiver")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> empty = get(publicUrl + "/oauth2/a3/presentation_definition?scope=");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(empty.body()).path("input_descriptors").size()).isZero();
        assertThat(get(publicUrl + "/oauth2/a3/presentation_definition").statusCode())
                .isEqualTo(400);
        HttpResponse<String> unknown = get(publicUrl + "/oauth2/a3/presentation_definition?scope=unknown");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(unknown.body()).path("error").textValue()).isEqualTo("invalid_scope");
        String id = did.substring(did.lastIndexOf(':') + 1);
        HttpResponse<String> document = get(publicUrl + "/iam/" + id + "/did.json");
        assertThat(JSON.readTree(document.body()).path("id").textValue()).isEqualTo(did);
        assertThat(get(publicUrl + "/internal/vdr/v2/subject").statusCode()).isEqualTo(404);

        admin().get("/iam/" + id + "/did.json").then().statusCode(404);
        admin().delete("/internal/vdr/v2/subject/a3").then().statusCode(204);
        assertThat(get(publicUrl + "/iam/" + id + "/did.json").statusCode()).isEqualTo(404);
        assertThat(get(publicUrl + "/.well-known/oauth-authorization-server/oauth2/a3")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesCallersWithoutScopeAndReportsBadPolicyFiles() {
        given().get("/internal/vdr/v2/subject").then().statusCode(401);
        given().header("Authorization", "Bearer " + AuthNodeResource.LIMITED_TOKEN)
                .get("/internal/vdr/v2/subject")
                .then()
                .statusCode(403);
        Response policies = admin().get("/auth/v1/policies");
        assertThat(policies.<String>path("scopes[0].scope")).isEqualTo("eOverdracht-receiver");
        assertThat(policies.<List<String>>path("findings.file")).contains("broken.json");
        subject("a4");
        Response missing = requestToken("a4", "a4");
        assertThat(missing.statusCode()).isEqualTo(412);
        assertThat(missing.<String>path("detail")).contains("organisation").contains("participant");
        Response unknown = requestToken("a4", "nobody");
        assertThat(unknown.statusCode()).isEqualTo(502);
    }

    private void assertProof(String token, String kid, String thumbprint) {
        String encodedKid = kid.replace("%", "%25").replace("#", "%23");
        Response made = admin().contentType(ContentType.JSON)
                .body(Map.of("htm", "GET", "htu", RESOURCE, "token", token))
                .urlEncodingEnabled(false)
                .post("/internal/auth/v2/dpop/" + encodedKid);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
        Map<String, Object> question = new HashMap<>(Map.of(
                "dpop_proof",
                made.path("dpop"),
                "method",
                "GET",
                "thumbprint",
                thumbprint,
                "token",
                token,
                "url",
                RESOURCE,
                "strict",
                true));
        assertThat(validate(question).<Boolean>path("valid")).isTrue();
        Response replayed = validate(question);
        assertThat(replayed.<Boolean>path("valid")).isFalse();
        assertThat(replayed.<String>path("reason")).isEqualTo("jti already used");
    }

    private Response validate(Map<String, Object> question) {
        return admin().contentType(ContentType.JSON).body(question).post("/internal/auth/v2/dpop/validate");
    }

    private Response requestToken(String subject, String server) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of("authorization_server", publicUrl + "/oauth2/" + server, "scope", "eOverdracht-receiver"))
                .post("/internal/auth/v2/" + subject + "/request-service-access-token");
    }

    private Response introspect(String path, String token, String apiToken) {
        return given().header("Authorization", "Bearer " + apiToken)
                .contentType("application/x-www-form-urlencoded")
                .formParam("token", token)
                .post(path);
    }

    private static void assertInactive(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"active\":false}");
    }

    private List<String> revokedValues() {
        return redis.stream(String.class)
                .xrange("{" + AuthNodeResource.CUSTOMER + "}:bus:auth.revoked", StreamRange.of("-", "+"))
                .stream()
                .map(message -> message.payload().get("value"))
                .toList();
    }
}
