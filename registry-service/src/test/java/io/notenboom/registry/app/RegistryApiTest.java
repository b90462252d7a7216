// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.revocation.RevocationLists;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.RevocationList;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients may rely on when they repeat calls, follow the log, and look up for many organisations. */
@QuarkusTest
@QuarkusTestResource(value = RegistryNodeResource.class, restrictToAnnotatedClass = true)
@Timeout(60)
class RegistryApiTest {

    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:11111111";
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final String OTHER = "urn:oid:2.16.840.1.113883.2.4.6.1:00000002";
    private static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";

    @Inject
    GuardedHttpClient http;

    @TestHTTPResource(value = "", management = true)
    URI management;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void callsCanBeRepeatedAndFollowed() throws Exception {
        enrol();
        String sid = repeats();
        follows(sid);
        looksUp();
        keepsPeers();
        publishesRevocations();
        measures();
    }

    private static void enrol() {
        Map<String, String> start = Map.of("kind", "vendor-ca", "name", "Leverancier A", "kvk", "11111111");
        String id = post("/registry/v1/enrolments", "k1", start)
                .statusCode(201)
                .extract()
                .path("requestId");
        post("/registry/v1/enrolments", "k1", start)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("requestId", equalTo(id));
        post("/enrolment/v1/requests/" + id + "/acceptance", "k2", Map.of()).statusCode(200);
        post("/registry/v1/enrolments/vendor-ca/refresh", "k3", Map.of()).statusCode(200);
    }

    /** With a key the first answer comes again; without one what is there is 200; another body is 422. */
    private static String repeats() {
        Map<String, String> vendor = Map.of("vendor", VENDOR, "name", "Leverancier A");
        String sid = post("/registry/v1/vendor", "v", vendor)
                .statusCode(201)
                .extract()
                .path("sid");
        post("/registry/v1/vendor", "v", vendor)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("sid", equalTo(sid));
        post("/registry/v1/vendor", "v", Map.of("vendor", VENDOR, "name", "Anders"))
                .statusCode(422)
                .body("type", equalTo("urn:notenboom:problem:idempotency-key-reused"));
        Map<String, String> contract = Map.of(
                "careOrganisation",
                ORGANISATION,
                "name",
                "Ziekenhuis de Linde",
                "province",
                "Utrecht",
                "kvk",
                "12345678");
        String id = post("/registry/v1/contracts", "c", contract)
                .statusCode(201)
                .extract()
                .path("contractId");
        post("/registry/v1/contracts", "c", contract).statusCode(201).body("contractId", equalTo(id));
        String approval = "/registry/v1/contracts/" + id + "/approval";
        post(approval, "a", Map.of()).statusCode(201);
        post(approval, "a", Map.of()).statusCode(201).header("Idempotency-Replayed", "true");
        Map<String, String> refused = endpoint("http://fhir.example.nl/r4");
        post("/registry/v1/endpoints", "e", refused).statusCode(422);
        post("/registry/v1/endpoints", "e", refused)
                .statusCode(422)
                .body("type", containsString("is-the-location-format-supported"));
        String endpoint = post("/registry/v1/endpoints", "e1", endpoint("https://fhir.example.nl/r4"))
                .statusCode(201)
                .extract()
                .path("endpointId");
        for (int i = 0; i < 2; i++) {
            admin().header("Idempotency-Key", "e2")
                    .body(endpoint("https://fhir.example.nl/new"))
                    .put("/registry/v1/endpoints/" + endpoint)
                    .then()
                    .statusCode(201);
        }
        get("/registry/v1/streams/" + sid).statusCode(200).body("seq", equalTo(5));
        return sid;
    }

    private static Map<String, String> endpoint(String location) {
        return new HashMap<>(Map.of("careOrganisation", ORGANISATION, "endpointType", FHIR, "location", location));
    }

    private void follows(String sid) throws Exception {
        try (Lines all = live("", "0")) {
            for (int i = 1; i <= 7; i++) {
                assertThat(all.next()).isEqualTo("id: " + i);
                assertThat(all.next()).isEqualTo("event: registry.accepted");
                assertThat(all.next()).startsWith("data: {\"id\":").contains("\"standing\":{\"state\":\"valid\"}");
            }
            String event = post("/registry/v1/endpoints", "e3", endpoint("https://fhir.example.nl/live"))
                    .statusCode(201)
                    .extract()
                    .path("event.id");
            assertThat(all.next()).isEqualTo("id: 8");
            assertThat(all.next()).isEqualTo("event: registry.accepted");
            assertThat(all.next()).contains(event);
        }
        try (Lines some = live("?type=ContractApproval&sid=" + sid, "0")) {
            assertThat(some.next()).isEqualTo("id: 5");
        }
        try (Lines gap = live("", "999")) {
            assertThat(gap.next()).isEqualTo("event: gap");
        }
        get("/registry/v1/events?from=7").statusCode(200).body("events", hasSize(1));
        get("/registry/v1/live?sid=odd").statusCode(400);
        given().get("/registry/v1/live").then().statusCode(401);
    }

    private record Lines(BufferedReader reader) implements AutoCloseable {

        String next() throws IOException {
            String line = reader.readLine();
            while (line != null && (line.isEmpty() || line.equals(":") || line.startsWith("retry:"))) {
                line = reader.readLine();
            }
            return String.valueOf(line);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private Lines live(String query, String last) throws Exception {
        HttpResponse<InputStream> response = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/registry/v1/live" + query))
                        .header("Authorization", "Bearer " + RegistryNodeResource.READER)
                        .header("Last-Event-ID", last)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Lines(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    private static void looksUp() {
        String one = "/registry/v1/endpoints?orgIds=" + ORGANISATION;
        get(one + "&type=urn:nuts:endpoint:fhir&strict=true")
                .statusCode(200)
                .body("endpoints", hasSize(2))
                .body("endpoints[0].organisation", equalTo(ORGANISATION));
        get(one + "&orgIds=" + OTHER).statusCode(200).body("endpoints", hasSize(2));
        get(one + "&orgIds=" + OTHER + "&strict=true").statusCode(404).body("detail", containsString(OTHER));
        String next = get(one + "&limit=1")
                .statusCode(200)
                .body("endpoints", hasSize(1))
                .extract()
                .path("next");
        get(one + "&limit=1&cursor=" + next).statusCode(200).body("endpoints", hasSize(1));
        get("/registry/v1/endpoints").statusCode(400);
        get("/registry/v1/events?state=refused").statusCode(200).body("events", hasSize(0));
        get("/registry/v1/events?type=ContractProposal&state=valid").body("events.evt", contains("ContractProposal"));
        get("/registry/v1/events?state=odd").statusCode(400);
    }

    private static void keepsPeers() {
        Map<String, String> peer = Map.of("address", "https://localhost:9");
        post("/registry/v1/peers", "p1", peer).statusCode(201).body("source", equalTo("added"));
        post("/registry/v1/peers", "p2", peer).statusCode(200);
        admin().get("/registry/v1/peers/localhost:9")
                .then()
                .statusCode(200)
                .body("address", equalTo("https://localhost:9"))
                .body("strikes", equalTo(0));
        admin().get("/registry/v1/peers/localhost:10").then().statusCode(404);
        Response removed = admin().delete("/registry/v1/peers/localhost:9");
        assertThat(removed.statusCode()).isEqualTo(204);
        admin().delete("/registry/v1/peers/localhost:9").then().statusCode(404);
    }

    /** As another node fetches the list; what was known goes on after a restart of that node. */
    private void publishesRevocations() {
        X509Certificate root = Pem.readFirstCertificate(admin().get("/enrolment/v1/foundation")
                .then()
                .statusCode(200)
                .extract()
                .path("root"));
        String path = "/pki/v1/foundation.crl";
        given().get(path).then().statusCode(200).contentType("application/pkix-crl");
        URI url = URI.create("http://127.0.0.1:" + RestAssured.port + path);
        String id = admin().get("/enrolment/v1/requests?status=accepted")
                .then()
                .statusCode(200)
                .body("requests", hasSize(1))
                .extract()
                .path("requests[0].id");
        X509Certificate issued =
                Pem.readFirstCertificate(post("/enrolment/v1/requests/" + id + "/acceptance", "r1", Map.of())
                        .statusCode(200)
                        .extract()
                        .path("certificate"));
        RevocationList before = fetched(root, url);
        assertThat(before.revokes(issued)).isFalse();
        post("/enrolment/v1/requests/" + id + "/revocation", "r2", Map.of("reason", "The vendor stopped"))
                .statusCode(200);
        RevocationList after = fetched(root, url);
        assertThat(after.number()).isGreaterThan(before.number());
        assertThat(after.revokes(issued)).isTrue();
        try (RevocationLists restarted = new RevocationLists(http, folder, InstantSource.system())) {
            restarted.watch(root, URI.create("http://127.0.0.1:9/gone"));
            assertThat(restarted.of(root))
                    .hasValueSatisfying(known -> assertThat(known.number()).isEqualTo(after.number()));
        }
    }

    private RevocationList fetched(X509Certificate root, URI url) {
        try (RevocationLists lists = new RevocationLists(http, folder, InstantSource.system(), Duration.ofMinutes(5))) {
            lists.watch(root, url);
            lists.refresh();
            return lists.of(root).orElseThrow();
        }
    }

    /** Of figures only counters: gauges of a service that ran before in this process may be in the place of the present ones. */
    private void measures() throws Exception {
        assertThat(management("/metrics"))
                .contains(
                        "registry_events_accepted_total{evt=\"EndpointRegistration\"}",
                        "registry_verifications_total{result=\"valid\"}");
        assertThat(management("/health/ready")).contains("\"name\": \"registry\"", "\"search\": \"serving\"");
    }

    private String management(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(management + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + RegistryNodeResource.ADMIN)
                .contentType(ContentType.JSON);
    }

    private static ValidatableResponse post(String path, String key, Map<String, String> body) {
        return admin().header("Idempotency-Key", key).body(body).post(path).then();
    }

    private static ValidatableResponse get(String path) {
        return given().header("Authorization", "Bearer " + RegistryNodeResource.READER)
                .urlEncodingEnabled(false)
                .get(path)
                .then();
    }
}
