// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.id.SortableIds;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocols of gateways over HTTP: registration, every dialect, bound tokens, rows of nuts-pxp. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class GatewayProtocolsTest {

    private static final String CLIENT = "did:web:gateways.example:b";
    private static final RestAssuredConfig PLAIN = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    @Inject
    FlowRegister flows;

    @Inject
    SortableIds ids;

    private OneFlow flow = new OneFlow("");

    @BeforeEach
    void aFlowAndItsClient() {
        StandIns others = new StandIns(NodeAround.others());
        others.all();
        others.token("gateway-client", CLIENT, "eOverdracht-receiver", "");
        others.token("certified", CLIENT, "eOverdracht-receiver", "\"cnf\":{\"x5t#S256\":\"" + "A".repeat(43) + "\"},");
        flow = OneFlow.create(flows, ids, "a", CLIENT);
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + NodeAround.TOKEN).contentType("application/json");
    }

    private static String pep(String dialect, String more) {
        return "{\"kind\":\"fhir\",\"dialect\":\"" + dialect + "\",\"bodyMode\":\"full\",\"basePath\":\"/fhir\","
                + "\"publicBaseUrl\":\"https://sender.example\",\"profiles\":[\"seed/handoff-only\"]," + more
                + "\"audience\":\"" + StandIns.ISSUER + "\",\"subject\":\"a\"}";
    }

    private static String register(String id, String dialect, String more) {
        api().delete("/pdp/v1/peps/" + id);
        Response registered = api().body(pep(dialect, more)).put("/pdp/v1/peps/" + id);
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(201);
        return registered.path("key");
    }

    private static RequestSpecification asClient(String key) {
        return given().config(PLAIN).header("X-PEP-Key", key).header("Authorization", "Bearer gateway-client");
    }

    @Test
    void forwardAuthenticationInItsThreeDialects() {
        String key = register("p-original", "original", "");
        asClient(key)
                .header("X-Original-Method", "GET")
                .header("X-Original-URI", "/fhir/Composition/1")
                .get("/authz/forward/p-original")
                .then()
                .statusCode(200)
                .header("X-Request-Hash", matchesPattern("[A-Za-z0-9_-]{43}"))
                .header("X-Decision-Id", startsWith("d"));
        String forwarded = register("p-forwarded", "forwarded", "");
        asClient(forwarded)
                .header("X-Forwarded-Method", "GET")
                .header("X-Forwarded-Uri", "/fhir/Composition/1")
                .get("/authz/forward/p-forwarded?_format=json")
                .then()
                .statusCode(200);
        String envoy = register("p-envoy", "envoy", "");
        asClient(envoy)
                .get("/authz/forward/p-envoy/fhir/Composition/1?_format=json")
                .then()
                .statusCode(200);
        asClient(envoy)
                .delete("/authz/forward/p-envoy/fhir/Composition/1")
                .then()
                .statusCode(403)
                .header("X-Decision-Reason", equalTo("method_not_allowed"));
        asClient(envoy)
                .get("/authz/forward/p-original/fhir/Composition/1")
                .then()
                .statusCode(403)
                .header("X-Decision-Reason", equalTo("wrong_tenant"));
        asClient("no key")
                .get("/authz/forward/p-envoy/fhir/Composition/1")
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenBoundToACertificateNeedsTheCertificateThatTheGatewayNames() {
        String header = "\"clientCertificate\":{\"header\":\"X-Client-Certificate\",\"form\":\"x5t#S256\"},";
        String key = register("p-certified", "envoy", header);
        String target = "/authz/forward/p-certified/fhir/Composition/1";
        RequestSpecification bound = given().header("X-PEP-Key", key).header("Authorization", "Bearer certified");
        bound.get(target)
                .then()
                .statusCode(401)
                .header("X-Decision-Reason", equalTo("certificate_required"))
                .header("WWW-Authenticate", startsWith("Bearer"));
        certified(key)
                .header("X-Client-Certificate", "B".repeat(43))
                .get(target)
                .then()
                .statusCode(401)
                .header("X-Decision-Reason", equalTo("certificate_invalid"));
        certified(key)
                .header("X-Client-Certificate", "A".repeat(43))
                .get(target)
                .then()
                .statusCode(200);
        String elsewhere = register("p-uncertified", "envoy", "");
        certified(elsewhere)
                .header("X-Client-Certificate", "A".repeat(43))
                .get("/authz/forward/p-uncertified/fhir/Composition/1")
                .then()
                .statusCode(401)
                .header("X-Decision-Reason", equalTo("certificate_required"));
    }

    private static RequestSpecification certified(String key) {
        return given().header("X-PEP-Key", key).header("Authorization", "Bearer certified");
    }

    @Test
    void opaPluginsNameThemselvesInOneOfThreeWays() {
        String key = register("p-kong", "kong-opa", "");
        String http = "{\"input\":{\"request\":{\"http\":{\"method\":\"GET\",\"path\":\"/fhir/Composition/1\","
                + "\"querystring\":{},\"headers\":{\"authorization\":\"Bearer gateway-client\"%s}}}}}";
        given().contentType("application/json")
                .header("X-PEP-Key", key)
                .body(http.formatted(""))
                .post("/v1/data/p-kong/authz")
                .then()
                .statusCode(200)
                .body("result.allow", equalTo(true))
                .body("result.status", equalTo(200));
        given().contentType("application/json")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("p-kong:" + key).getBytes(StandardCharsets.UTF_8)))
                .body(http.formatted(""))
                .post("/v1/data/nuts/authz")
                .then()
                .statusCode(200)
                .body("result.allow", equalTo(true));
        given().contentType("application/json")
                .body(http.formatted(",\"x-pep-id\":\"p-kong\",\"x-pep-key\":\"" + key + "\""))
                .post("/v1/data/nuts/authz")
                .then()
                .statusCode(200)
                .body("result.allow", equalTo(true));
        given().contentType("application/json")
                .body(http.formatted(""))
                .post("/v1/data/p-kong/authz")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .header("X-PEP-Key", key)
                .header("X-PEP-Id", "p-kong")
                .body(http.formatted(""))
                .post("/pdp")
                .then()
                .statusCode(400)
                .body("detail", startsWith("This enforcement point is registered with dialect kong-opa"));
    }

    @Test
    void inPlaceOfNutsKnooppunt() {
        String key = register("p-knooppunt", "knooppunt", "\"claims\":\"supplied-proved\",");
        String input = "{\"input\":{\"subject\":{\"active\":true,\"client_id\":\"" + CLIENT
                + "\",\"scope\":\"bgz eOverdracht-receiver\",\"user_id\":\"e1\",\"cnf\":{\"jkt\":\"t\"}},"
                + "\"request\":{\"method\":\"GET\",\"path\":\"%s\",\"query\":\"%s\",\"header\":{\"Content-Type\":[\"\"]},"
                + "\"body\":\"\"},\"context\":{}}}";
        knooppunt(key, input.formatted("/Composition/1", ""))
                .then()
                .statusCode(200)
                .body("allow", equalTo(true))
                .body("policies.eOverdracht-receiver.allow", equalTo(true))
                .body("policies.bgz.allow", equalTo(false));
        knooppunt(key, input.formatted("/Composition/1", "_pretty=true?z&_revinclude=x"))
                .then()
                .statusCode(200)
                .body("allow", equalTo(false))
                .body("policies.bgz.reasons[0].code", equalTo("not_allowed"))
                .body("policies.bgz.reasons[0].description", equalTo("non_canonical"));
    }

    private static Response knooppunt(String key, String body) {
        return given().contentType("application/json")
                .header("X-PEP-Id", "p-knooppunt")
                .header("X-PEP-Key", key)
                .body(body)
                .post("/pdp/v1/data/knooppunt/authz");
    }

    @Test
    void rowsOfNutsPxpOpenUntilTheyAreRemoved() {
        String key = register("p-pxp", "pxp", "\"claims\":\"supplied\",");
        String client = "did:web:pxp.example:c";
        String row = "{\"scope\":\"eOverdracht-receiver\",\"client_id\":\"" + client + "\",\"verifier_id\":\"a\","
                + "\"auth_input\":{\"/fhir/Task/7\":[\"GET\",\"PUT\"],\"/fhir/Composition/5\":[\"GET\"],"
                + "\"/fhir/Observation/6\":[\"GET\"]}}";
        assertThat(pxp(key, client, "/fhir/Composition/5")).isFalse();
        api().body(row).post("/pip/row-1").then().statusCode(204).header("X-Flow-Id", startsWith("pip-row-1."));
        assertThat(pxp(key, client, "/fhir/Composition/5")).isTrue();
        assertThat(pxp(key, client, "/fhir/Observation/6")).isTrue();
        assertThat(pxp(key, client, "/fhir/Composition/5/$document")).isFalse();
        assertThat(pxp(key, CLIENT, "/fhir/Composition/5")).isFalse();
        api().get("/pip/row-1")
                .then()
                .statusCode(200)
                .body("client_id", equalTo(client))
                .body("verifier_id", equalTo("did:web:sender.example:iam:a"))
                .body("auth_input.'/fhir/Task/7'", hasItem("PUT"));
        api().body(row.replace("Composition/5", "Composition/8"))
                .post("/pip/row-1")
                .then()
                .statusCode(204);
        assertThat(pxp(key, client, "/fhir/Composition/5")).as("the row before").isFalse();
        assertThat(pxp(key, client, "/fhir/Composition/8")).isTrue();
        api().delete("/pip/row-1").then().statusCode(204);
        assertThat(pxp(key, client, "/fhir/Composition/8")).isFalse();
        api().get("/pip/row-1").then().statusCode(404);
        api().body(row.replace("Task/7", "Task/404"))
                .post("/pip/row-2")
                .then()
                .statusCode(400)
                .body("detail", startsWith("The FHIR server has no such Task"));
        api().body(row.replace(client, "https://client.example"))
                .post("/pip/row-2")
                .then()
                .statusCode(400)
                .body("detail", startsWith("client_id is a DID"));
    }

    /** A body that did not come is told as such, in whatever protocol: the resource server has to look at it. */
    @Test
    void whatAnEnforcementPointMustSeeToIsToldInEveryProtocol() {
        String unseen = "\"options\":{\"bodyCheckedBy\":\"backend\"},";
        String path = "/fhir/Task/" + flow.taskId();
        String key = registerWithoutBodies("p-kong-unseen", "kong-opa", unseen);
        given().contentType("application/json")
                .header("X-PEP-Key", key)
                .body("{\"input\":{\"request\":{\"http\":{\"method\":\"PUT\",\"path\":\"" + path
                        + "\",\"querystring\":{},\"headers\":{\"authorization\":\"Bearer gateway-client\"}}}}}")
                .post("/v1/data/p-kong-unseen/authz")
                .then()
                .body("result.allow", equalTo(true))
                .body("result.headers.X-Obligation", equalTo("task-status-only"))
                .body("result.headers.X-Client-Id", equalTo(CLIENT));
        String knooppunt =
                registerWithoutBodies("p-knooppunt-unseen", "knooppunt", unseen + "\"claims\":\"supplied\",");
        given().contentType("application/json")
                .header("X-PEP-Id", "p-knooppunt-unseen")
                .header("X-PEP-Key", knooppunt)
                .body("{\"input\":{\"subject\":{\"active\":true,\"client_id\":\"" + CLIENT
                        + "\",\"scope\":\"eOverdracht-receiver\"},\"request\":{\"method\":\"PUT\",\"path\":\"/Task/"
                        + flow.taskId() + "\",\"query\":\"\",\"header\":{},\"body\":\"\"},\"context\":{}}}")
                .post("/pdp")
                .then()
                .body("allow", equalTo(true))
                .body("obligations", equalTo(List.of("task-status-only")));
        registerWithoutBodies("p-authzen-unseen", "authzen", unseen);
        api().body("{\"subject\":{\"type\":\"organization\",\"id\":\"" + CLIENT
                        + "\"},\"action\":{\"name\":\"update\"},\"resource\":{\"type\":\"Task\",\"id\":\""
                        + flow.taskId()
                        + "\"},\"context\":{\"scope\":\"eOverdracht-receiver\"}}")
                .post("/authzen/p-authzen-unseen/access/v1/evaluation")
                .then()
                .body("decision", equalTo(true))
                .body("context.obligations", equalTo(List.of("task-status-only")));
    }

    private static String registerWithoutBodies(String id, String dialect, String more) {
        api().delete("/pdp/v1/peps/" + id);
        return api().body(pep(dialect, more).replace("\"full\"", "\"none\""))
                .put("/pdp/v1/peps/" + id)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static boolean pxp(String key, String client, String path) {
        String claims = "{\"active\":true,\"client_id\":\"" + client
                + "\",\"scope\":\"eOverdracht-receiver\",\"employee_identifier\":\"e1\"}";
        String userinfo = Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return given().contentType("application/json")
                .header("X-PEP-Id", "p-pxp")
                .header("X-PEP-Key", key)
                .body("{\"input\":{\"request\":{\"method\":\"GET\",\"path\":\"" + path
                        + "\",\"headers\":{\"X-Userinfo\":\"" + userinfo + "\"}}}}")
                .post("/v1/data")
                .then()
                .statusCode(200)
                .extract()
                .path("result.allow");
    }

    @Test
    void authzenSearchesFindWhatEvaluationsPermit() {
        register("p-authzen", "authzen", "");
        String question = "{\"subject\":{\"type\":\"organization\"%s},\"action\":{\"name\":\"read\"},"
                + "\"resource\":{\"type\":\"Composition\"%s},\"context\":{\"scope\":\"eOverdracht-receiver\"}}";
        String id = ",\"id\":\"" + CLIENT + "\"";
        authzen(question.formatted("", ",\"id\":\"1\""), "subject")
                .then()
                .statusCode(200)
                .body("results.id", hasItem(CLIENT))
                .body("results.id", not(hasItem("did:web:other.example")));
        authzen(question.formatted(id, ""), "resource")
                .then()
                .statusCode(200)
                .body("results.id", equalTo(List.of("1")))
                .body("page.next_token", equalTo(""));
        authzen(question.formatted(id, ",\"id\":\"1\""), "action")
                .then()
                .statusCode(200)
                .body("results.name", equalTo(List.of("document", "read")));
        authzen(question.formatted(id, ",\"id\":\"1\"").replace("-receiver", "-sender"), "action")
                .then()
                .body("results", equalTo(List.of()));
    }

    private static Response authzen(String body, String searched) {
        return api().body(body).post("/authzen/p-authzen/access/v1/search/" + searched);
    }
}
