// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FhirServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("ehr:secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path folder;

    private static FhirServer server;
    private static String base;

    @BeforeAll
    static void start() throws IOException {
        FhirContext context = FhirContext.forDstu3();
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-10T12:00:00Z"));
        server = new FhirServer(
                context,
                new BasicCredentials("ehr", "secret"),
                new AccessLog(folder.resolve("access.log"), clock),
                SeedResources.ofDemo(context));
        base = "http://127.0.0.1:" + server.start("127.0.0.1", 0) + "/fhir";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyReferenceOfBothHandoffsCanBeRead() throws Exception {
        for (String composition : List.of("/Composition/handoff-1", "/Composition/handoff-2")) {
            Set<String> references = new HashSet<>();
            collectReferences(get(composition), references);
            assertThat(references).hasSizeGreaterThan(12);
            for (String reference : references) {
                JsonNode resource = get("/" + reference);
                assertThat(resource.path("resourceType").asText() + "/"
                                + resource.path("id").asText())
                        .isEqualTo(reference);
            }
        }
    }

    @Test
    void noResourceOfOnePatientNamesTheOther() throws Exception {
        Set<String> references = new HashSet<>();
        collectReferences(get("/Composition/handoff-1"), references);
        for (String reference : references) {
            Set<String> further = new HashSet<>();
            collectReferences(get("/" + reference), further);
            assertThat(further).doesNotContain("Patient/patient-2");
        }
    }

    @Test
    void requestsWithoutTheRightCredentialsAreRefusedAndLogged() throws Exception {
        assertThat(send(request("/Patient/patient-1")).statusCode()).isEqualTo(401);
        assertThat(send(request("/metadata").header("Authorization", AUTHORIZATION + "x"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Files.readString(folder.resolve("access.log")))
                .contains("\"target\":\"/fhir/Patient/patient-1\",\"authenticated\":false,\"decisionId\":null");
    }

    @Test
    void theAccessLogHasTheDecisionIdAndTheRawTarget() throws Exception {
        var unused = send(request("/Patient/patient-1?_format=json&x=%41")
                .header("Authorization", AUTHORIZATION)
                .header("X-Decision-Id", "d-1"));
        assertThat(Files.readString(folder.resolve("access.log")))
                .contains(
                        "\"target\":\"/fhir/Patient/patient-1?_format=json&x=%41\",\"authenticated\":true,\"decisionId\":\"d-1\"");
    }

    @Test
    void aTaskIsCreatedUpdatedAndGuardedByItsVersion() throws Exception {
        HttpResponse<String> created = send(
                authorized("/Task")
                        .header("Content-Type", "application/fhir+json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"resourceType\":\"Task\",\"status\":\"in-progress\",\"intent\":\"order\",\"for\":{\"reference\":\"Patient/patient-1\"}}")));
        assertThat(created.statusCode()).isEqualTo(201);
        ObjectNode task = (ObjectNode) JSON.readTree(created.body());
        String path = "/Task/" + task.path("id").asText();
        task.put("status", "completed");
        assertThat(update(path, task, "W/\"7\"").statusCode()).isEqualTo(409);
        assertThat(get(path).path("status").asText()).isEqualTo("in-progress");
        assertThat(update(path, task, "W/\"1\"").statusCode()).isEqualTo(200);
        assertThat(get(path).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aDocumentHasTheCompositionAndWhatItNames() throws Exception {
        JsonNode document = get("/Composition/notice-1/$document");
        assertThat(document.path("type").asText()).isEqualTo("document");
        List<String> entries = new ArrayList<>();
        document.path("entry")
                .forEach(entry ->
                        entries.add(entry.path("resource").path("resourceType").asText() + "/"
                                + entry.path("resource").path("id").asText()));
        assertThat(entries)
                .startsWith("Composition/notice-1")
                .contains("Patient/patient-notice-1", "Observation/observation-notice-1");
        assertThat(send(authorized("/Composition/none/$document")).statusCode()).isEqualTo(404);
    }

    @Test
    void xmlIsSpokenAsWell() throws Exception {
        HttpResponse<String> response =
                send(authorized("/Patient/patient-notice-1").header("Accept", "application/fhir+xml"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<Patient").contains("Lindedorp");
    }

    @Test
    void r4IsServedByAContextOfR4() throws Exception {
        FhirServer r4 = new FhirServer(
                FhirContext.forR4(),
                new BasicCredentials("ehr", "secret"),
                new AccessLog(null, InstantSource.fixed(Instant.parse("2026-11-10T12:00:00Z"))),
                SeedResources.none());
        try (r4) {
            String other = "http://127.0.0.1:" + r4.start("127.0.0.1", 0) + "/fhir";
            HttpResponse<String> created = send(HttpRequest.newBuilder(URI.create(other + "/Task"))
                    .header("Authorization", AUTHORIZATION)
                    .header("Content-Type", "application/fhir+json")
                    .POST(BodyPublishers.ofString("{\"resourceType\":\"Task\",\"status\":\"requested\","
                            + "\"intent\":\"order\",\"requester\":{\"identifier\":{\"value\":\"did:web:a\"}}}")));
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(JSON.readTree(created.body())
                            .path("requester")
                            .path("identifier")
                            .path("value")
                            .asText())
                    .as("a plain reference, which STU3 does not have there")
                    .isEqualTo("did:web:a");
        }
    }

    @Test
    void unknownResourcesAndPathsAreNotFound() throws Exception {
        assertThat(send(authorized("/Patient/nobody")).statusCode()).isEqualTo(404);
        assertThat(send(authorized("/../other")).statusCode()).isIn(400, 404);
    }

    private static HttpResponse<String> update(String path, ObjectNode task, String version) throws Exception {
        return send(authorized(path)
                .header("Content-Type", "application/fhir+json")
                .header("If-Match", version)
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(task))));
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send(authorized(path));
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static void collectReferences(JsonNode node, Set<String> references) {
        if (node.path("reference").isTextual()) {
            references.add(node.path("reference").asText());
        }
        node.forEach(child -> collectReferences(child, references));
    }

    private static HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", AUTHORIZATION);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
