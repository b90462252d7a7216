// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holding, presenting and checking over HTTP. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class HolderApiTest extends CredentialCalls {

    @Test
    void presentationsAreMadeAndVerified() throws Exception {
        String issuer = subject("c6");
        String holder = subject("c7");
        JsonNode linkedData = JSON.readTree(issue(organisation(issuer, holder)).asString());
        JsonNode other = JSON.readTree(issue(organisation(issuer, issuer)).asString());
        for (String format : List.of("ldp_vp", "jwt_vp")) {
            ObjectNode request = JSON.createObjectNode()
                    .put("signerDID", holder)
                    .put("format", format)
                    .put("challenge", "uitdaging-1")
                    .put("domain", "https://example.test/x")
                    .put("expires", "2036-01-01T00:00:00Z");
            request.putArray("verifiableCredentials").add(linkedData);
            Response made = admin().body(request.toString()).post("/internal/vcr/v2/holder/vp");
            assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
            JsonNode presentation = JSON.readTree(made.asString());
            assertTerms(presentation, format.equals("jwt_vp"));
            JsonNode outcome = verify(JSON.createObjectNode().set("verifiablePresentation", presentation));
            assertThat(outcome.path("validity").asBoolean())
                    .as(outcome.toString())
                    .isTrue();
            assertThat(outcome.at("/credentials/0")).isEqualTo(linkedData);

            request.withArray("verifiableCredentials").add(other);
            Response refused = admin().body(request.toString()).post("/internal/vcr/v2/holder/vp");
            assertThat(refused.statusCode()).as("credentials of two subjects").isEqualTo(400);
        }
        ObjectNode request = JSON.createObjectNode().put("type", "Onbekend");
        request.putArray("verifiableCredentials").add(linkedData);
        assertThat(admin().body(request.toString())
                        .post("/internal/vcr/v2/holder/vp")
                        .statusCode())
                .as("a type that no context defines")
                .isEqualTo(400);
        request.put("type", "NutsSelfSignedPresentation");
        assertThat(revoke(linkedData.path("id").asText()).statusCode()).isEqualTo(204);
        JsonNode presentation = JSON.readTree(admin().body(request.toString())
                .post("/internal/vcr/v2/holder/vp")
                .asString());
        ObjectNode question = JSON.createObjectNode().set("verifiablePresentation", presentation);
        assertThat(verify(question).path("validity").asBoolean()).isFalse();
        assertThat(verify(question.put("verifyCredentials", false))
                        .path("validity")
                        .asBoolean())
                .isTrue();
    }

    private static void assertTerms(JsonNode presentation, boolean isJwt) throws IOException {
        if (!isJwt) {
            assertThat(presentation.at("/proof/challenge").asText()).isEqualTo("uitdaging-1");
            assertThat(presentation.at("/proof/domain").asText()).isEqualTo("https://example.test/x");
            assertThat(presentation.at("/proof/expires").asText()).isEqualTo("2036-01-01T00:00:00Z");
            assertThat(presentation.path("type").asText()).isEqualTo("VerifiablePresentation");
            return;
        }
        String payload = presentation.textValue().split("\\.")[1];
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(payload));
        assertThat(claims.path("nonce").asText()).isEqualTo("uitdaging-1");
        assertThat(claims.at("/aud/0").asText()).isEqualTo("https://example.test/x");
        assertThat(claims.path("exp").asLong())
                .isEqualTo(Instant.parse("2036-01-01T00:00:00Z").getEpochSecond());
    }

    private static JsonNode verify(ObjectNode question) throws IOException {
        Response outcome = admin().body(question.toString()).post("/internal/vcr/v2/verifier/vp");
        assertThat(outcome.statusCode()).as(outcome.asString()).isEqualTo(200);
        return JSON.readTree(outcome.asString());
    }

    @Test
    void theListOfTrustedIssuersAsRecorded() throws Exception {
        String issuer = subject("c8");
        String holder = subject("c9");
        Response issued = issue(organisation(issuer, holder));
        assertThat(load("c9", issued.asString())).isEqualTo(204);
        ObjectNode question = JSON.createObjectNode();
        question.set("verifiableCredential", JSON.readTree(issued.asString()));
        question.putObject("verificationOptions").put("allowUntrustedIssuer", false);
        Map<String, String> entry = Map.of("issuer", issuer, "credentialType", "NutsOrganizationCredential");
        String path = "/internal/vcr/v2/verifier/NutsOrganizationCredential/";
        assertThat(outcome(question)).isFalse();
        assertThat(admin().get(path + "untrusted").asString()).contains(issuer);
        assertThat(admin().body(entry).post("/internal/vcr/v2/verifier/trust").statusCode())
                .isEqualTo(204);
        assertThat(admin().get(path + "trusted").asString()).isEqualTo("[\"" + issuer + "\"]");
        assertThat(admin().get(path + "untrusted").asString()).doesNotContain(issuer);
        assertThat(outcome(question)).isTrue();
        assertThat(admin().body(entry).delete("/internal/vcr/v2/verifier/trust").statusCode())
                .isEqualTo(204);
        assertThat(admin().get(path + "trusted").asString()).isEqualTo("[]");
    }

    @Test
    @DisplayName("wallet: warnings of credentials that end")
    void walletsWarnAndTellWhatIsNotHere() {
        String holder = subject("c10");
        Map<String, Object> body = new HashMap<>(organisation(holder, holder));
        body.put("withStatusList2021Revocation", false);
        body.put("format", "jwt_vc");
        body.put(
                "expirationDate",
                Instant.now()
                        .plus(Duration.ofDays(10))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        assertThat(load("c10", issue(body).asString())).isEqualTo(204);
        Response soon = admin().queryParam("within", "P11D").get("/auth/v1/wallet/expiring");
        assertThat(soon.<List<String>>path("credentials.subject")).contains("c10");
        assertThat(soon.<Boolean>path("more")).isFalse();
        assertThat(admin().queryParam("within", "P9D")
                        .get("/auth/v1/wallet/expiring")
                        .<List<String>>path("credentials.subject"))
                .doesNotContain("c10");
        assertThat(admin().queryParam("within", "soon")
                        .get("/auth/v1/wallet/expiring")
                        .statusCode())
                .isEqualTo(400);
        assertThat(load("bestaat-niet", issue(body).asString())).isEqualTo(404);
        assertThat(
                        load(
                                "c10",
                                "{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"],\"type\":[\"VerifiableCredential\"]}"))
                .isEqualTo(400);
        assertThat(admin().body("{}").post("/internal/vcr/v2/search").statusCode())
                .isEqualTo(404);
        assertThat(admin().get("/internal/vcr/v2/vc/x").<String>path("detail")).contains("issuer/vc/search");
    }
}
