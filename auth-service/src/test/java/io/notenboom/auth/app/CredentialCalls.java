// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Calls that tests of credentials make over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CredentialCalls {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String ISSUE = "/internal/vcr/v2/issuer/vc";

    @ConfigProperty(name = "notenboom.public-url")
    String publicUrl;

    @ConfigProperty(name = "notenboom.outbound.trust")
    Path trust;

    private HttpClient client;

    String subject(String name) {
        Response created = admin().body(Map.of("subject", name)).post("/internal/vdr/v2/subject");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(200);
        return created.path("documents[0].id");
    }

    static Response issue(Object body) {
        return admin().body(body).post(ISSUE);
    }

    static Map<String, Object> organisation(String issuer, String holder) {
        return Map.of(
                "type",
                "NutsOrganizationCredential",
                "issuer",
                issuer,
                "credentialSubject",
                Map.of("id", holder, "organization", Map.of("name", "Zorg", "city", "Dorp")),
                "withStatusList2021Revocation",
                true);
    }

    static Response revoke(String id) {
        return admin().urlEncodingEnabled(false).delete(ISSUE + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    static int load(String subject, String credential) {
        return admin().body(credential)
                .post("/internal/vcr/v2/holder/" + subject + "/vc")
                .statusCode();
    }

    static boolean valid(JsonNode credential) {
        return outcome(JSON.createObjectNode().set("verifiableCredential", credential));
    }

    static boolean outcome(ObjectNode question) {
        Response outcome = admin().body(question.toString()).post("/internal/vcr/v2/verifier/vc");
        assertThat(outcome.statusCode()).as(outcome.asString()).isEqualTo(200);
        return outcome.path("validity");
    }

    @AfterAll
    void closeConnections() {
        HttpClient open = client;
        if (open != null) {
            open.close();
        }
    }

    synchronized HttpClient client() {
        if (client == null) {
            client = TestCertificates.client(trust);
        }
        return client;
    }

    HttpResponse<String> get(String url) throws Exception {
        return client().send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .contentType(ContentType.JSON);
    }
}
