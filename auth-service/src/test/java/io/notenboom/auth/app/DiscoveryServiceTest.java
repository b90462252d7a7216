// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.testkit.Vectors;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is the server of a discovery service, over HTTPS at its public listener. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = DiscoveryNodeResource.class, restrictToAnnotatedClass = true)
class DiscoveryServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/discovery/" + DiscoveryScene.SERVICE;

    @ConfigProperty(name = "notenboom.public-url")
    String publicUrl;

    @ConfigProperty(name = "notenboom.outbound.trust")
    Path trust;

    @Inject
    Subjects subjects;

    private @Nullable HttpClient client;

    private HttpResponse<String> send(String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(publicUrl + path)).header("Content-Type", "application/json");
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** One for all requests, as a client of other nodes has it. */
    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = TestCertificates.client(trust);
            client = known;
        }
        return known;
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).contains(detail);
    }

    @Test
    void refusesWhatIsWrongWithAReason() throws Exception {
        assertProblem(send("/discovery/unknown", null), 404, "discovery service not found");
        assertProblem(send(PATH + "?timestamp=-1", null), 400, "timestamp");
        assertProblem(send(PATH + "?timestamp=x", null), 400, "timestamp");
        assertProblem(send("/discovery/unknown", "\"a.b.c\""), 404, "discovery service not found");
        assertProblem(send(PATH, "\"onzin\""), 400, "compact JWT");
        assertProblem(send(PATH, "onzin"), 400, "JSON string");
        assertProblem(send(PATH, ""), 400, "JSON string");
    }

    @Test
    void isServedOnThePublicListenerOnly() {
        given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .get(PATH)
                .then()
                .statusCode(404);
    }

    @Test
    void tellsWhatIsWrongWithDefinitions() {
        Response answer = given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .get("/auth/v1/discovery/definitions");
        assertThat(answer.<List<String>>path("services.id")).containsExactly(DiscoveryScene.SERVICE);
        assertThat(answer.<List<Boolean>>path("services.served")).containsExactly(true);
        assertThat(answer.<List<String>>path("findings.file")).containsExactly("broken.json");
        assertThat(answer.<List<String>>path("findings.severity")).containsExactly("error");
        given().get("/auth/v1/discovery/definitions").then().statusCode(401);
    }

    @Test
    void aSubjectTakesPartIsFoundAndEndsIt() throws Exception {
        String did = subjectWithCredential("d1");
        String activation = "/internal/discovery/v1/" + DiscoveryScene.SERVICE + "/d1";
        assertThat(admin().get(activation).asString()).isEqualTo("{\"activated\":false}");
        Response activated = admin().contentType(ContentType.JSON)
                .body(Map.of("registrationParameters", Map.of("fhirEndpoint", "https://fhir.example/r4")))
                .post(activation);
        assertThat(activated.statusCode()).as(activated.asString()).isEqualTo(200);
        assertThat(admin().get(activation).<String>path("status")).isEqualTo("active");
        String presentation = admin().get(activation).path("vp[0]");
        JsonNode list = JSON.readTree(send(PATH + "?timestamp=0", null).body());
        assertThat(list.path("entries").properties())
                .extracting(entry -> entry.getValue().asText())
                .contains(presentation);
        assertThat(list.path("seed").asText()).isNotEmpty();

        // no regular copy is made meanwhile
        Response found = search("Zorg d1*");
        assertThat(found.<List<String>>path("credential_subject_id")).containsExactly(did);
        assertThat(found.<String>path("[0].vp")).isEqualTo(presentation);
        assertThat(found.<String>path("[0].fields.organization_name")).isEqualTo("Zorg d1");
        assertThat(found.<String>path("[0].registrationParameters.authServerURL"))
                .isEqualTo(publicUrl + "/oauth2/d1");
        assertThat(found.<String>path("[0].registrationParameters.fhirEndpoint"))
                .isEqualTo("https://fhir.example/r4");

        assertThat(admin().delete(activation).statusCode()).isEqualTo(200);
        assertThat(admin().get(activation).asString()).isEqualTo("{\"activated\":false}");
        assertThat(search("Zorg d1*").asString()).isEqualTo("[]");
        assertThat(admin().delete(activation).statusCode()).isEqualTo(200);
        assertProblem(send(PATH, "\"" + presentation + "\""), 400, "registered before");
    }

    @Test
    void theInternalApiSaysWhatIsWrong() {
        String service = "/internal/discovery/v1/" + DiscoveryScene.SERVICE;
        assertThat(admin().get("/internal/discovery/v1").<List<String>>path("id"))
                .containsExactly(DiscoveryScene.SERVICE);
        admin().get("/internal/discovery/v1/unknown").then().statusCode(404);
        admin().get(service + "?a=1&a=2").then().statusCode(400);
        admin().post(service + "/nobody").then().statusCode(404);
        admin().get(service + "/nobody").then().statusCode(404);
        subject("d2");
        Response missing = admin().contentType(ContentType.JSON).body("{}").post(service + "/d2");
        assertThat(missing.statusCode()).isEqualTo(412);
        assertThat(missing.<String>path("detail"))
                .contains("missing credentials")
                .contains("organisation");
        admin().contentType(ContentType.JSON)
                .body("{\"parameters\":{}}")
                .post(service + "/d2")
                .then()
                .statusCode(400);
        admin().contentType(ContentType.JSON)
                .body("[]")
                .post(service + "/d2")
                .then()
                .statusCode(400);
        given().header("Authorization", "Bearer " + AuthNodeResource.SUBJECT_TOKEN)
                .delete(service + "/d2")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + AuthNodeResource.LIMITED_TOKEN)
                .get(service)
                .then()
                .statusCode(403);
    }

    private static Response search(String name) {
        return admin().queryParam("credentialSubject.organization.name", name)
                .get("/internal/discovery/v1/" + DiscoveryScene.SERVICE);
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN);
    }

    private static String subject(String name) {
        Response created = admin().contentType(ContentType.JSON)
                .body(Map.of("subject", name))
                .post("/internal/vdr/v2/subject");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(200);
        return created.path("documents[0].id");
    }

    private static String subjectWithCredential(String name) {
        String did = subject(name);
        Response issued = admin().contentType(ContentType.JSON)
                .body(Map.of(
                        "type",
                        "NutsOrganizationCredential",
                        "issuer",
                        did,
                        "credentialSubject",
                        Map.of("id", did, "organization", Map.of("name", "Zorg " + name, "city", "Dorp")),
                        "expirationDate",
                        "2036-01-01T00:00:00Z"))
                .post("/internal/vcr/v2/issuer/vc");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(200);
        assertThat(admin().contentType(ContentType.JSON)
                        .body(issued.asString())
                        .post("/internal/vcr/v2/holder/" + name + "/vc")
                        .statusCode())
                .isEqualTo(204);
        return did;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void recordedCallsOfTheInternalApiGetTheRecordedStatus(String version) throws Exception {
        Path items = Vectors.require("nuts-node").resolve(version).resolve("internal-discovery");
        for (String name : List.of("huisarts-west", "leeg-portaal")) {
            if (subjects.find(new SubjectId(name)).isEmpty()) {
                subject(name);
            }
        }
        for (String item : List.of(
                "activate-unknown-service",
                "activate-unknown-subject",
                "activate-no-credentials",
                "search-unknown-service",
                "status-before",
                "definitions")) {
            JsonNode exchange = JSON.readTree(items.resolve(item + ".json").toFile())
                    .path("exchanges")
                    .get(0);
            JsonNode request = exchange.path("request");
            RequestSpecification call = admin();
            if (request.path("body").has("text")) {
                call.contentType("application/json")
                        .body(request.path("body").path("text").asText());
            }
            Response answer = call.request(
                    request.path("method").asText(),
                    request.path("target").asText().replace("care-directory", DiscoveryScene.SERVICE));
            JsonNode recorded = exchange.path("response");
            assertThat(answer.statusCode())
                    .as(item)
                    .isEqualTo(recorded.path("status").asInt());
            JsonNode body = JSON.readTree(recorded.path("body").path("text").asText());
            assertSameMembers(item, JSON.readTree(answer.asString()), body);
        }
    }

    /** Every member of a recorded answer is there; ours may have more. */
    private static void assertSameMembers(String item, JsonNode ours, JsonNode recorded) {
        JsonNode own = ours.isArray() ? ours.get(0) : ours;
        JsonNode other = recorded.isArray() ? recorded.get(0) : recorded;
        other.properties()
                .forEach(member -> assertThat(own.path(member.getKey()).getNodeType())
                        .as(item + " " + member.getKey())
                        .isEqualTo(member.getValue().getNodeType()));
    }
}
