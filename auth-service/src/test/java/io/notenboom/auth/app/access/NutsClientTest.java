// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.testkit.Vectors;
import io.notenboom.testkit.access.SshUser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Software made for the internal API of a Nuts node with {@code token_v2} works here with its keys and calls unchanged. */
@QuarkusTest
@QuarkusTestResource(value = KeyNodeResource.class, restrictToAnnotatedClass = true)
class NutsClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource
    URI base;

    SshUser user;

    private RequestSpecification client() {
        return given().header("Authorization", "Bearer " + user.token(KeyNodeResource.AUDIENCE, Instant.now()))
                .contentType("application/json");
    }

    /** What the web UI for Nuts nodes does when somebody adds an organisation: a subject, a credential, its wallet. */
    @Test
    void theCallsOfTheWebInterface() {
        client().get("/internal/vdr/v2/subject").then().statusCode(200);
        Response created = client().body(Map.of("subject", "ziekenhuis")).post("/internal/vdr/v2/subject");
        created.then().statusCode(200).body("subject", equalTo("ziekenhuis"));
        String did = created.path("documents[0].id");
        client().get("/internal/vdr/v2/subject").then().body("$", hasKey("ziekenhuis"));
        client().get("/internal/vdr/v2/subject/ziekenhuis").then().statusCode(200);
        client().urlEncodingEnabled(false)
                .get("/internal/vdr/v2/did/" + did.replace("%", "%25"))
                .then()
                .statusCode(200);

        Response issued = client().body(Map.of(
                        "type",
                        "NutsOrganizationCredential",
                        "issuer",
                        did,
                        "credentialSubject",
                        Map.of("id", did, "organization", Map.of("name", "Ziekenhuis", "city", "Dorp")),
                        "expirationDate",
                        "2036-01-01T00:00:00Z",
                        "format",
                        "jwt_vc"))
                .post("/internal/vcr/v2/issuer/vc");
        issued.then().statusCode(200);
        client().body(issued.asString())
                .post("/internal/vcr/v2/holder/ziekenhuis/vc")
                .then()
                .statusCode(204);
        client().get("/internal/vcr/v2/holder/ziekenhuis/vc")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
        client().get("/internal/discovery/v1").then().statusCode(200);
        client().body(Map.of("type", "fhir", "serviceEndpoint", "https://fhir.example/r4"))
                .post("/internal/vdr/v2/subject/ziekenhuis/service")
                .then()
                .statusCode(200);
    }

    @Test
    void whoHasNoKeyGetsUnauthorized() {
        given().get("/internal/vdr/v2/subject").then().statusCode(401);
        String foreign = SshUser.of("nuts-admin", "EdDSA").token(KeyNodeResource.AUDIENCE, Instant.now());
        given().header("Authorization", "Bearer " + foreign)
                .get("/internal/vdr/v2/subject")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + user.token("another-node", Instant.now()))
                .get("/internal/vdr/v2/subject")
                .then()
                .statusCode(401);
    }

    /** Every internal call that was recorded is known here: authenticated it is neither refused nor taken for something else. */
    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void everyRecordedInternalCallGetsIn(String version) throws Exception {
        Path root = Vectors.require("nuts-node").resolve(version);
        List<JsonNode> calls = new ArrayList<>();
        for (String folder : List.of("internal-vdr", "internal-vcr", "internal-auth", "internal-discovery")) {
            try (Stream<Path> items = Files.list(root.resolve(folder))) {
                for (Path item : items.sorted().toList()) {
                    calls.add(JSON.readTree(item.toFile()).path("exchanges").path(0));
                }
            }
        }
        List<String> odd = new ArrayList<>();
        for (JsonNode call : calls) {
            String label = call.path("request").path("method").asText() + " "
                    + URI.create(call.path("url").asText()).getRawPath();
            int without = send(call, Optional.empty());
            int with = send(call, Optional.of(user.token(KeyNodeResource.AUDIENCE, Instant.now())));
            if (without != 401 || List.of(401, 403, 405, 406, 415).contains(with)) {
                odd.add(label + " -> " + without + ", " + with);
            }
        }
        assertThat(calls).hasSizeGreaterThan(40);
        assertThat(odd).isEmpty();
    }

    private int send(JsonNode call, Optional<String> token) throws Exception {
        URI recorded = URI.create(call.path("url").asText());
        String query = recorded.getRawQuery() == null ? "" : "?" + recorded.getRawQuery();
        JsonNode request = call.path("request");
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(recorded.getRawPath() + query));
        token.ifPresent(jwt -> builder.header("Authorization", "Bearer " + jwt));
        contentType(request).ifPresent(type -> builder.header("Content-Type", type));
        @Nullable String body = request.path("body").path("text").textValue();
        builder.method(
                request.path("method").asText(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return HttpClient.newHttpClient()
                .send(builder.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Optional<String> contentType(JsonNode request) {
        for (JsonNode header : request.path("headers")) {
            if (header.path(0).asText().equalsIgnoreCase("Content-Type")) {
                return Optional.of(header.path(1).asText());
            }
        }
        return Optional.empty();
    }
}
