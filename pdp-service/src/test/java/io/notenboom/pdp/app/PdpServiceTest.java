// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.pdp.receiver.CachedReceiverLookup;
import io.notenboom.pdp.receiver.ReceiverLookup;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The service over HTTP, from registration to the closed transfer. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class PdpServiceTest {

    private static final String START = "{\"kind\":\"handoff\",\"composition\":\"Composition/1\","
            + "\"receiver\":{\"organisation\":\"urn:oid:2.16.528.1\"},\"sender\":{\"subject\":\"a\"}}";

    private final StandIns others = new StandIns(NodeAround.others());

    @Inject
    CachedReceiverLookup receivers;

    @Inject
    EventBus bus;

    @BeforeEach
    void standIns() {
        others.all();
        receivers.changed();
        register("gw", "fhir", "/fhir");
        register("inbox", "notification", "/notification");
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + NodeAround.TOKEN).contentType("application/json");
    }

    private static void register(String id, String kind, String basePath) {
        register(id, kind, basePath, "original");
    }

    private static void register(String id, String kind, String basePath, String dialect) {
        api().body("{\"keySha256\":\"" + io.notenboom.pdp.pep.PepRegister.keyHash("key-" + id) + "\",\"kind\":\"" + kind
                        + "\",\"dialect\":\"" + dialect + "\",\"bodyMode\":\"full\",\"basePath\":\"" + basePath
                        + "\",\"publicBaseUrl\":\"https://sender.example\",\"profile\":\"seed/handoff-only\","
                        + "\"audience\":\"" + StandIns.ISSUER + "\",\"subject\":\"a\"}")
                .put("/pdp/v1/peps/" + id)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    private static Response forward(String pep, String method, String target, String token, String proof) {
        RequestSpecification request = given().header("X-PEP-Key", "key-" + pep)
                .header("X-Original-Method", method)
                .header("X-Original-URI", target);
        if (!token.isEmpty()) {
            request.header("Authorization", (proof.isEmpty() ? "Bearer " : "DPoP ") + token);
        }
        if (!proof.isEmpty()) {
            request.header("DPoP", proof);
        }
        if (method.equals("PUT")) {
            return request.contentType("application/fhir+json; charset=utf-8")
                    .body(NodeAround.TASKS.asSent(StandIns.TASK.replace("in-progress", "completed")))
                    .put("/authz/forward/" + pep);
        }
        return request.get("/authz/forward/" + pep + "/ignored");
    }

    private static void denied(Response answer, int status, String reason) {
        answer.then()
                .statusCode(status)
                .header("X-Decision-Reason", equalTo(reason))
                .header("X-Decision-Id", startsWith("d"))
                .body("resourceType", equalTo("OperationOutcome"));
    }

    private static StringValuePattern text(String expected) {
        return com.github.tomakehurst.wiremock.client.WireMock.equalTo(expected);
    }

    /** Counts down when the notification of the Task arrives. */
    private static CountDownLatch notified() {
        CountDownLatch arrived = new CountDownLatch(1);
        NodeAround.others().addMockServiceRequestListener((request, answer) -> {
            if (request.getUrl().equals("/notification/7")) {
                arrived.countDown();
            }
        });
        return arrived;
    }

    @Test
    void aTransferFromCompositionToClosedData() throws Exception {
        CountDownLatch notified = notified();
        Response started = startTransfer();
        String id = started.path("id");
        String flow = started.path("flow");
        startAgain(id);
        assertThat(notified.await(15, TimeUnit.SECONDS)).isTrue();
        theReceiverIsToldOfTheTask(id);
        theReceiverReads(flow);
        nothingElseIsPermitted();
        theReceiverCompletes();
        theDataIsClosed(flow);
    }

    private Response startTransfer() {
        Response started = api().header("Idempotency-Key", "k1").body(START).post("/pdp/v1/transfers");
        started.then()
                .statusCode(201)
                .body("state", equalTo("in-progress"))
                .body("task.reference", equalTo("Task/7"))
                .body("receiver.dids", equalTo(List.of(others.receiverDid())))
                .body("resources.reference", hasItems("Composition/1", "Patient/1", "Observation/1"))
                .body("resources.reference", not(hasItem("Observation/2")))
                .body("refused.reference", hasItems("Observation/2", "Patient/2"))
                .body("next", equalTo(List.of("complete")));
        return started;
    }

    private static void startAgain(String id) {
        api().header("Idempotency-Key", "k1")
                .body(START)
                .post("/pdp/v1/transfers")
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
    }

    private void theReceiverIsToldOfTheTask(String id) {
        NodeAround.others()
                .verify(
                        1,
                        postRequestedFor(urlEqualTo("/backend/Task"))
                                .withRequestBody(
                                        matchingJsonPath("$.owner.identifier.value", text(others.receiverDid())))
                                .withRequestBody(matchingJsonPath(
                                        "$.input[0].valueReference.reference", text("Composition/1"))));
        // it arrived; that this is noted follows within a few requests
        assertThat(Stream.generate(() -> api().get("/pdp/v1/transfers/" + id).<String>path("notification.state"))
                        .limit(1000)
                        .anyMatch("delivered"::equals))
                .isTrue();
        NodeAround.others()
                .verify(postRequestedFor(urlEqualTo("/notification/7"))
                        .withHeader("Authorization", text("DPoP out"))
                        .withHeader("DPoP", text("proof")));
    }

    private void theReceiverReads(String flow) {
        forward("gw", "GET", "/fhir/Composition/1/$document", "reader", "p1")
                .then()
                .statusCode(200)
                .header("X-Flow-Id", flow)
                .header("X-Client-Id", others.receiverDid());
        NodeAround.others()
                .verify(postRequestedFor(urlEqualTo("/internal/auth/v2/dpop/validate"))
                        .withRequestBody(matchingJsonPath("$.strict", text("true")))
                        .withRequestBody(matchingJsonPath(
                                "$.url", text("https://sender.example/fhir/Composition/1/$document"))));
    }

    private static void nothingElseIsPermitted() {
        Response replayed = forward("gw", "GET", "/fhir/Composition/1", "reader", "p1");
        denied(replayed, 401, "dpop_invalid");
        replayed.then().header("WWW-Authenticate", startsWith("DPoP error=\"invalid_dpop_proof\""));
        denied(forward("gw", "GET", "/fhir/Patient/2", "reader", "p2"), 403, "not_in_flow");
        denied(forward("gw", "GET", "/fhir/Composition/1", "other", ""), 403, "not_in_flow");
        denied(forward("gw", "DELETE", "/fhir/Task/7", "reader", "p3"), 403, "method_not_allowed");
        denied(forward("gw", "GET", "/fhir/Composition/1", "reader", ""), 401, "dpop_required");
    }

    private static void theReceiverCompletes() {
        Response completed = forward("gw", "PUT", "/fhir/Task/7", "reader", "p4");
        completed.then().statusCode(200).header("X-Obligation", "confirm");
        forward("gw", "GET", "/fhir/Composition/1", "reader", "p5").then().statusCode(200);
        String decision = completed.header("X-Decision-Id");
        given().contentType("application/json")
                .header("X-PEP-Key", "key-inbox")
                .body("{\"status\":200}")
                .post("/pdp/v1/decisions/" + decision + "/confirmation")
                .then()
                .statusCode(404);
        for (int time = 0; time < 2; time++) {
            given().contentType("application/json")
                    .header("X-PEP-Key", "key-gw")
                    .body("{\"status\":200}")
                    .post("/pdp/v1/decisions/" + decision + "/confirmation")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("completed"));
        }
    }

    private static void theDataIsClosed(String flow) {
        denied(forward("gw", "GET", "/fhir/Composition/1", "reader", "p6"), 403, "state_not_allowed");
        forward("gw", "GET", "/fhir/Task/7", "reader", "p7").then().statusCode(200);
        api().get("/pdp/v1/decisions?limit=10&flow=" + flow)
                .then()
                .statusCode(200)
                .body("decisions[0].effect", equalTo("permit"))
                .body("decisions[1].checks.find { it.name == 'state_allows' }.result", equalTo("fail"))
                .body("decisions[1].request.target", equalTo("/fhir/Composition/1"));
        api().get("/pdp/v1/flows/" + flow + "/history").then().body("versions.size()", equalTo(2));
    }

    @Test
    void whatIsNotPermitted() {
        denied(forward("gw", "GET", "/fhir/Composition/1", "", ""), 401, "token_missing");
        denied(forward("gw", "GET", "/fhir/Task/%2e%2e/Patient/1", "reader", "p1"), 403, "non_canonical");
        denied(forward("gw", "GET", "/fhir/Patient?_id=1", "reader", "p1"), 403, "search_not_allowed");
        denied(forward("inbox", "GET", "/notification/1", "notifier", ""), 403, "method_not_allowed");
        given().header("X-PEP-Key", "wrong")
                .get("/authz/forward/gw")
                .then()
                .statusCode(401)
                .header("X-Decision-Reason", "pep_not_authenticated")
                .header("X-Decision-Id", notNullValue());
        given().header("X-PEP-Key", "key-gw")
                .request("PROPFIND", "/authz/forward/gw")
                .then()
                .statusCode(403)
                .header("X-Decision-Reason", "bad_pep_request");
        NodeAround.others()
                .stubFor(com.github.tomakehurst.wiremock.client.WireMock.post(urlEqualTo("/oauth2/a/introspect"))
                        .withRequestBody(text("token=down"))
                        .willReturn(serverError()));
        denied(forward("gw", "GET", "/fhir/Composition/1", "down", ""), 503, "unavailable");
    }

    @Test
    void notificationsGoIntoTheInbox() {
        forward("inbox", "POST", "/notification/99", "notifier", "").then().statusCode(200);
        api().get("/pdp/v1/transfers?role=receiver")
                .then()
                .statusCode(200)
                .body("transfers.task.reference", hasItem("Task/99"))
                .body(
                        "transfers.find { it.task.reference == 'Task/99' }.sender.dids",
                        hasItem("did:web:peer.example:iam:p"));
        denied(forward("inbox", "POST", "/notification/98", "other", ""), 403, "scope_not_allowed");
    }

    @Test
    @DisplayName("PDP: AuthZEN evaluations as Nuts nodes ask")
    void otherProtocolsGiveTheSameAnswers() {
        register("gw-opa", "fhir", "/fhir", "envoy-opa");
        given().contentType("application/json")
                .header("X-PEP-Id", "gw-opa")
                .header("X-PEP-Key", "key-gw-opa")
                .body(
                        "{\"input\":{\"attributes\":{\"request\":{\"http\":{\"method\":\"GET\",\"path\":\"/fhir/Patient/9\","
                                + "\"headers\":{\"authorization\":\"Bearer other\"}}}}}}")
                .post("/v1/data/nuts/authz")
                .then()
                .statusCode(200)
                .body("result.allow", equalTo(false))
                .body("result.reason", equalTo("not_in_flow"))
                .body("decision_id", startsWith("d"));
        api().body(
                        "{\"subject\":{\"type\":\"organization\",\"id\":\"did:web:x\"},\"action\":{\"name\":\"request_scope\"},"
                                + "\"evaluations\":[{\"resource\":{\"type\":\"scope\",\"id\":\"eOverdracht-receiver\"}},"
                                + "{\"resource\":{\"type\":\"scope\",\"id\":\"patient/Observation.rs\"}}]}")
                .post("/access/v1/evaluations")
                .then()
                .statusCode(200)
                .body("evaluations.decision", equalTo(List.of(true, false)));
        api().body("{\"subject\":{\"type\":\"organization\",\"id\":\"did:web:x\"},\"action\":{\"name\":\"read\"},"
                        + "\"resource\":{\"type\":\"Patient\",\"id\":\"9\"},"
                        + "\"context\":{\"pep\":\"gw\",\"scope\":\"eOverdracht-receiver\"}}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.reason", equalTo("not_in_flow"));
    }

    /** Where a flow does not say whether a user is needed, the profile does. */
    @Test
    void aFlowIsMadeUnderTheRulesOfItsProfile() {
        String flow = "{\"subject\":\"a\",\"profile\":\"%s\",\"receiver\":{%s},\"sender\":{},"
                + "\"fhirBase\":\"https://sender.example/fhir\",\"task\":{\"id\":\"1\",\"state\":\"in-progress\"},"
                + "\"compositions\":[{\"ref\":\"Composition/1\",\"kind\":\"nursingHandoff\"},"
                + "{\"ref\":\"Composition/2\",\"kind\":\"nursingHandoff\",\"userContext\":false}],"
                + "\"notBefore\":\"2026-01-01T00:00:00Z\",\"dataExpires\":\"2026-02-01T00:00:00Z\","
                + "\"taskExpires\":\"2027-01-01T00:00:00Z\"}";
        String did = "\"dids\":[\"did:web:receiver.example:b\"]";
        api().body(flow.formatted("bolt/handoff-only", did))
                .post("/pdp/v1/flows")
                .then()
                .statusCode(201)
                .body("compositions.user", equalTo(List.of("low", "none")));
        api().body(flow.formatted("bolt/handoff-only", "\"clientIds\":[\"https://receiver.example/oauth2/b\"]"))
                .post("/pdp/v1/flows")
                .then()
                .statusCode(400);
        api().body(flow.formatted("unknown", did)).post("/pdp/v1/flows").then().statusCode(400);
    }

    @Test
    void anIdThatChangesTheTargetIsNoId() {
        for (String id : List.of("1/$document", "1?_format=json", "../Patient/1")) {
            api().body("{\"subject\":{\"type\":\"organization\",\"id\":\"did:web:x\"},\"action\":{\"name\":\"read\"},"
                            + "\"resource\":{\"type\":\"Composition\",\"id\":\"" + id + "\"},"
                            + "\"context\":{\"pep\":\"gw\",\"scope\":\"eOverdracht-receiver\"}}")
                    .post("/access/v1/evaluation")
                    .then()
                    .statusCode(200)
                    .body("decision", equalTo(false))
                    .body("context.reason", equalTo("bad_id"))
                    .body("context.decision_id", startsWith("d"));
        }
    }

    /** An endpoint that moved is used at once, not when the local copy is old enough. */
    @Test
    void whatTheRegistryAcceptsCountsAtOnce() {
        String organisation = "urn:oid:2.16.528.1";
        others.receiverAt("/notification");
        assertThat(receivers.find(organisation)).isInstanceOf(ReceiverLookup.Found.Known.class);
        others.receiverAt("/moved");
        bus.publish("registry.accepted", Map.of("id", "e", "sid", "s", "seq", "1", "evt", "EndpointRegistration"));
        // the copy is dropped within a few requests
        assertThat(Stream.generate(() -> {
                            api().get("/pdp/v1/peps").then().statusCode(200);
                            return receivers.find(organisation);
                        })
                        .limit(2000)
                        .anyMatch(found -> found instanceof ReceiverLookup.Found.Known known
                                && String.valueOf(known.receiver().notification())
                                        .endsWith("/moved")))
                .isTrue();
    }

    @Test
    void callersNeedAToken() {
        given().get("/pdp/v1/decisions").then().statusCode(401);
        given().get("/pdp/v1/transfers").then().statusCode(401);
    }
}
