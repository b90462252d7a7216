// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.testkit.access.OpenIdProvider;
import io.notenboom.testkit.access.SignedJwt;
import io.notenboom.testkit.access.SshUser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Operators with a token of an OpenID provider, users with a key, and API tokens, beside each other. */
@QuarkusTest
@QuarkusTestResource(value = AccessNode.class, restrictToAnnotatedClass = true)
class KitAccessTest {

    @Inject
    AuditLog audit;

    OpenIdProvider provider;
    SshUser user;

    private Map<String, Object> claims(String... roles) {
        Map<String, Object> claims =
                new LinkedHashMap<>(provider.claims("j.jansen", AccessNode.API, List.of(roles), Instant.now()));
        claims.put("nuts", Map.of("subjects", List.of("a", "b")));
        return claims;
    }

    private static ValidatableResponse thing(String id, String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/things/" + id + "/entries")
                .then();
    }

    @Test
    void anOperatorGetsTheScopesOfHisRoles() {
        String token = provider.token(claims("reader", "unknown role"));

        thing("a", token).statusCode(200).body("token", equalTo("oidc:j.jansen"));
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/things")
                .then()
                .statusCode(403)
                .body("detail", containsString("things:write"));
    }

    @Test
    void anOperatorWithoutRoleMayDoNothing() {
        thing("a", provider.token(claims("nurse"))).statusCode(403);
        Map<String, Object> none = claims();
        none.remove("groups");
        thing("a", provider.token(none)).statusCode(403);
    }

    @Test
    void anOperatorActsForHisSubjectsOnly() {
        thing("b", provider.token(claims("owner"))).statusCode(200);
        thing("c", provider.token(claims("owner")))
                .statusCode(403)
                .body("type", equalTo("urn:notenboom:problem:subject-not-allowed"));
        Map<String, Object> none = claims("owner");
        none.remove("nuts");
        thing("a", provider.token(none)).statusCode(401);
    }

    @Test
    void tokensForOthersOfOthersAndOldOnesAreRefused() {
        long now = Instant.now().getEpochSecond();
        thing("a", provider.token(with("aud", "https://other.example"))).statusCode(401);
        thing("a", provider.token(with("iss", "https://other.example"))).statusCode(401);
        thing("a", provider.token(with("exp", now - 60))).statusCode(401);
        thing("a", provider.token(with("nbf", now + 600))).statusCode(401);
        thing("a", provider.forged(claims("owner"))).statusCode(401);
        for (String missing : List.of("aud", "iss", "exp", "sub")) {
            Map<String, Object> claims = claims("owner");
            claims.remove(missing);
            thing("a", provider.token(claims)).statusCode(401);
        }
        String none = SignedJwt.encoded(Map.of("alg", "none")) + "." + SignedJwt.encoded(claims("owner")) + ".";
        thing("a", none).statusCode(401);
        thing("a", provider.token(claims("owner"))).statusCode(200);
    }

    private Map<String, Object> with(String name, Object value) {
        Map<String, Object> claims = claims("owner");
        claims.put(name, value);
        return claims;
    }

    @Test
    void aUserWithAKeyMayDoWhatNutsNodesLetHimDo() {
        thing("any", user.token(AccessNode.AUDIENCE, Instant.now()))
                .statusCode(200)
                .body("token", equalTo("key:nuts-admin"));
        thing("any", user.token("other.example", Instant.now()))
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"notenboom\"")
                .body("detail", containsString("aud"));
        thing("any", SshUser.of("nuts-admin", "ES256").token(AccessNode.AUDIENCE, Instant.now()))
                .statusCode(401);
    }

    @Test
    void apiTokensGoOnToWork() {
        given().header("Authorization", "Bearer " + KitTestNode.READ_TOKEN)
                .get("/things/a")
                .then()
                .statusCode(200);
        thing("a", KitTestNode.ADMIN_TOKEN).statusCode(200);
        thing("a", KitTestNode.EXPIRED_TOKEN).statusCode(401);
        thing("a", "nbt_" + "u".repeat(43)).statusCode(401);
        given().get("/things/a").then().statusCode(401);
        given().header("Authorization", "Bearer a b").get("/things/a").then().statusCode(401);
        given().header("Authorization", "Basic YTpi").get("/things/a").then().statusCode(401);
    }

    @Test
    @DisplayName("34. Logs hold no tokens")
    void noTokenIsLogged() {
        List<String> sent = List.of(
                provider.token(claims("owner")),
                provider.forged(claims("owner")),
                user.token(AccessNode.AUDIENCE, Instant.now()),
                user.token("other.example", Instant.now()),
                KitTestNode.ADMIN_TOKEN,
                KitTestNode.EXPIRED_TOKEN,
                "nbt_" + "w".repeat(43),
                "nbb_" + "w".repeat(43));
        CollectedLog log = new CollectedLog();
        Logger root = Logger.getLogger("");
        root.addHandler(log);
        try {
            sent.forEach(token -> thing("a", token));
            Logger.getLogger("a test").info("collected");
        } finally {
            root.removeHandler(log);
        }
        assertThat(log.lines()).anyMatch(line -> line.contains("collected"));
        for (String token : sent) {
            assertThat(log.lines()).noneMatch(line -> line.contains(token.substring(token.length() - 43)));
        }
    }

    @Test
    void whoGotInAndWhoReachedForAnotherSubjectIsInTheAuditLog() {
        String token = provider.token(claims("reader"));
        thing("a", token).statusCode(200);
        thing("other-subject", token).statusCode(403);

        List<String> records = audit.read(0, 1000).stream()
                .map(record -> record.record().path("who").asText() + " "
                        + record.record().path("what").asText() + " "
                        + record.record().path("object").asText() + " "
                        + record.record().path("outcome").asText())
                .toList();
        assertThat(records)
                .anyMatch(record ->
                        record.matches("oidc:j.jansen access.oidc token [0-9a-f]{16} scopes registry:read done"))
                .contains("oidc:j.jansen access.subject GET /things/other-subject/entries refused")
                .noneMatch(record -> record.contains(token));
    }
}
