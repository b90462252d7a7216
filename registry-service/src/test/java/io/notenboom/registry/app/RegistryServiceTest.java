// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.MerkleProofs;
import io.notenboom.registry.tlog.NoteKey;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Foundation enrolment and the seed's four events through the HTTP API, in development mode, on a real Redis. */
@QuarkusTest
@QuarkusTestResource(RegistryNodeResource.class)
class RegistryServiceTest {

    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:11111111";
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";

    @Inject
    RedisDataSource redis;

    @Inject
    NodeConfig config;

    @Test
    void enrolsRegistersAndLooksUp() throws Exception {
        refusesWithoutTokenOrScope();
        post("/registry/v1/vendor", Map.of("vendor", VENDOR, "name", "Leverancier A"))
                .statusCode(409);
        enrol();
        Map<String, String> vendor = Map.of("vendor", VENDOR, "name", "Leverancier A");
        String stream = post("/registry/v1/vendor", vendor)
                .statusCode(201)
                .body("events.evt", contains("VendorRegistration", "NodeRegistration"))
                .extract()
                .path("sid");
        post("/registry/v1/vendor", vendor).statusCode(200).body("sid", equalTo(stream));
        proposeAndApprove();
        registerEndpoint();
        findsTheOrganisation();
        readsEvents(stream);
        pagesStreams(stream);
        listsVendorsAndContracts(stream);
        announcesOnTheBus();
        provesEvents(stream);
        opensThePeerListener();
    }

    private static void refusesWithoutTokenOrScope() {
        given().get("/registry/v1/streams").then().statusCode(401);
        as(RegistryNodeResource.READER)
                .body(Map.of("vendor", VENDOR, "name", "x"))
                .post("/registry/v1/vendor")
                .then()
                .statusCode(403);
        as(RegistryNodeResource.ADMIN).get("/gossip/v1/head").then().statusCode(404);
    }

    private void enrol() {
        Map<String, String> start = Map.of("kind", "vendor-ca", "name", "Leverancier A", "kvk", "11111111");
        String id = post("/registry/v1/enrolments", start)
                .statusCode(201)
                .body("status", equalTo("pending"))
                .extract()
                .path("requestId");
        post("/registry/v1/enrolments", start).statusCode(200).body("requestId", equalTo(id));
        post("/registry/v1/enrolments", Map.of("kind", "vendor-ca", "name", "Ander", "kvk", "11111111"))
                .statusCode(409);
        as(RegistryNodeResource.ADMIN)
                .get("/enrolment/v1/requests?status=pending")
                .then()
                .statusCode(200)
                .body("requests.id", contains(id));
        as(RegistryNodeResource.ADMIN)
                .header("X-Request-Token", "wrong")
                .get("/enrolment/v1/requests/" + id)
                .then()
                .statusCode(404);
        post("/enrolment/v1/requests/" + id + "/acceptance", Map.of()).statusCode(200);
        post("/enrolment/v1/requests/" + id + "/refusal", Map.of("reason", "too late"))
                .statusCode(409);
        post("/registry/v1/enrolments/vendor-ca/refresh", Map.of())
                .statusCode(200)
                .body("status", equalTo("accepted"));
        as(RegistryNodeResource.ADMIN)
                .get("/registry/v1/enrolments")
                .then()
                .statusCode(200)
                .body("enrolments.status", everyItem(equalTo("accepted")));
    }

    private static void proposeAndApprove() {
        Map<String, String> contract = Map.of(
                "careOrganisation", ORGANISATION,
                "name", "Ziekenhuis de Linde",
                "province", "Utrecht",
                "city", "Zeist",
                "country", "NL",
                "kvk", "12345678");
        post("/registry/v1/contracts", with(contract, "start", "2020-01-01T00:00:00Z"))
                .statusCode(422)
                .body("type", equalTo("urn:notenboom:problem:is-the-start-date-on-or-after-the-date-of-issue"));
        post("/registry/v1/contracts", with(contract, "kvk", "1234567")).statusCode(422);
        String id = post("/registry/v1/contracts", contract)
                .statusCode(201)
                .extract()
                .path("contractId");
        post("/registry/v1/contracts", contract).statusCode(200).body("contractId", equalTo(id));
        post("/registry/v1/endpoints", endpoint("https://fhir.example.nl/r4"))
                .statusCode(422)
                .body("type", equalTo("urn:notenboom:problem:is-there-an-approved-contract"));
        post("/registry/v1/contracts/" + id + "/approval", Map.of()).statusCode(201);
        post("/registry/v1/contracts/" + id + "/approval", Map.of()).statusCode(200);
        post("/registry/v1/contracts/1b4e28ba-2fa1-41d2-883f-0016d3cca427/approval", Map.of())
                .statusCode(404);
    }

    private static Map<String, String> with(Map<String, String> body, String key, String value) {
        Map<String, String> changed = new java.util.HashMap<>(body);
        changed.put(key, value);
        return changed;
    }

    private static Map<String, String> endpoint(String location) {
        return Map.of("careOrganisation", ORGANISATION, "endpointType", FHIR, "location", location);
    }

    private static void registerEndpoint() {
        String id = post("/registry/v1/endpoints", endpoint("https://fhir.example.nl/r4"))
                .statusCode(201)
                .extract()
                .path("endpointId");
        post("/registry/v1/endpoints", endpoint("https://fhir.example.nl/r4"))
                .statusCode(200)
                .body("endpointId", equalTo(id));
        post("/registry/v1/endpoints", endpoint("http://fhir.example.nl/r4"))
                .statusCode(422)
                .body("type", equalTo("urn:notenboom:problem:is-the-location-format-supported-by-the-endpoint-type"));
        post("/registry/v1/endpoints", with(endpoint("https://fhir.example.nl/new"), "endpointId", id))
                .statusCode(201)
                .body("endpointId", equalTo(id));
    }

    private static void findsTheOrganisation() {
        get("/registry/v1/organisations/" + ORGANISATION)
                .statusCode(200)
                .body("name", equalTo("Ziekenhuis de Linde"))
                .body("city", equalTo("Zeist"))
                .body("vendor", equalTo(VENDOR))
                .body("contested", equalTo(false));
        get("/registry/v1/organisations/" + ORGANISATION + "/endpoints?type=urn:nuts:endpoint:fhir&strict=true")
                .statusCode(200)
                .body("endpoints.location", contains("https://fhir.example.nl/new"));
        GossipOverTlsTest.await(() -> get("/registry/v1/organisations?query=linde")
                        .extract()
                        .jsonPath()
                        .getList("results")
                        .size()
                == 1);
        get("/registry/v1/organisations?query=ziekenhuis%20de%20lnde")
                .statusCode(200)
                .body("results.organisation", contains(ORGANISATION))
                .body("results[0].matched", hasItem("fuzzy"))
                .body("results[0].highlight", equalTo("<em>Ziekenhuis</em> <em>de</em> <em>Linde</em>"))
                .body("next", nullValue());
        get("/registry/v1/organisations?query=linde&endpointType=" + FHIR).body("results", hasSize(1));
        get("/registry/v1/organisations?query=apotheek").body("results", hasSize(0));
        get("/registry/v1/organisations").statusCode(400);
        get("/registry/v1/convergence")
                .statusCode(200)
                .body("streams", equalTo(2))
                .body("events", equalTo(7))
                .body("projectionHash", matchesPattern("[A-Za-z0-9_-]{43}"));
        get("/registry/v1/organisations/urn:oid:1.2.3").statusCode(404);
        get("/registry/v1/organisations/nonsense").statusCode(400);
    }

    private static void readsEvents(String stream) {
        List<String> ids = get("/registry/v1/events?sid=" + stream)
                .statusCode(200)
                .body("events", hasSize(6))
                .body("events.standing.state", everyItem(equalTo("valid")))
                .extract()
                .path("events.id");
        String jws = get("/registry/v1/events/" + ids.get(3))
                .statusCode(200)
                .extract()
                .path("jws");
        as(RegistryNodeResource.ADMIN)
                .contentType("application/jose")
                .body(jws.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .post("/registry/v1/events")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("duplicate"));
    }

    private static void pagesStreams(String stream) {
        get("/registry/v1/streams/" + stream).statusCode(200).body("seq", equalTo(5));
        get("/registry/v1/streams").statusCode(200).body("streams", hasSize(2));
        String next = get("/registry/v1/streams?limit=1")
                .statusCode(200)
                .body("streams", hasSize(1))
                .extract()
                .path("next");
        get("/registry/v1/streams?limit=1&cursor=" + next)
                .statusCode(200)
                .body("streams", hasSize(1))
                .body("next", nullValue());
        get("/registry/v1/streams?cursor=***").statusCode(400);
        get("/registry/v1/streams?limit=0").statusCode(400);
    }

    private static void listsVendorsAndContracts(String stream) {
        get("/registry/v1/vendors").statusCode(200).body("vendors.name", contains("Leverancier A"));
        get("/registry/v1/vendors?contested=true").statusCode(200).body("vendors", hasSize(0));
        get("/registry/v1/vendors/" + VENDOR).statusCode(200).body("registrations.sid", contains(stream));
        get("/registry/v1/vendors/urn:oid:1.2.3").statusCode(404);
        get("/registry/v1/contracts?state=approved").statusCode(200).body("contracts", hasSize(1));
        get("/registry/v1/contracts?state=odd").statusCode(400);
        get("/registry/v1/contracts?organisation=urn:oid:1.2.3").body("contracts", hasSize(0));
        get("/registry/v1/contracts?contested=true").body("contracts", hasSize(0));
        as(RegistryNodeResource.ADMIN)
                .get("/enrolment/v1/foundation")
                .then()
                .statusCode(200)
                .body("network", equalTo("test"));
    }

    /** Seven events: the Foundation's genesis and six of the vendor. The announcer has a thread of its own. */
    private void announcesOnTheBus() {
        var streams = redis.stream(String.class);
        String key = "{testcu}:bus:registry.accepted";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (streams.xlen(key) < 7 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(streams.xlen(key)).isEqualTo(7);
    }

    private static void provesEvents(String event) throws Exception {
        String path = "/registry/v1/events/" + event + "/proof";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (get(path).extract().statusCode() == 409 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        JsonPath proof = get(path + "?from=0").statusCode(200).extract().jsonPath();
        Checkpoint checkpoint = Checkpoint.open(proof.getString("checkpoint"), NoteKey.parse(proof.getString("key")));
        MerkleProofs.requireInclusion(
                EntryBundle.leaf(proof.getString("event")),
                proof.getLong("log.index"),
                proof.getList("log.hashes", String.class).stream()
                        .map(Hash::parse)
                        .toList(),
                checkpoint.head());
        get(path + "?from=100000").statusCode(400);
        get("/registry/v1/events/" + "A".repeat(43) + "/proof").statusCode(404);
    }

    private void opensThePeerListener() throws Exception {
        assertThat(Files.readString(config.dataDir().resolve("root.pem"))).startsWith("-----BEGIN CERTIFICATE-----");
        try (Socket socket =
                new Socket("127.0.0.1", config.listener().peer().port().orElseThrow())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private static ValidatableResponse post(String path, Map<String, String> body) {
        return as(RegistryNodeResource.ADMIN).body(body).post(path).then();
    }

    private static ValidatableResponse get(String path) {
        return as(RegistryNodeResource.READER)
                .urlEncodingEnabled(false)
                .get(path)
                .then();
    }
}
