// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.transfer.Inbox;
import io.notenboom.pdp.transfer.ReceivedNotification;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferKind;
import io.notenboom.pdp.transfer.TransferStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For an API token of one subject, what belongs to another is not there. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class SubjectLimitTest {

    private final String run = UUID.randomUUID().toString();

    @Inject
    FlowRegister flows;

    @Inject
    TransferStore transfers;

    @Inject
    Inbox inbox;

    @Inject
    PepRegister peps;

    @Inject
    RequestAuthorization authorization;

    private String receivedByA = "";

    @BeforeEach
    void oneOfEachForTwoSubjects() {
        for (String subject : List.of("a", "b")) {
            flow("f" + subject + run, subject);
            transfers.put(new Transfer(
                            "t" + subject + run,
                            new Transfer.Origin(subject, TransferKind.HANDOFF, "Composition/1", "test", Samples.NOW),
                            new Receiver(null, Set.of(Samples.RECEIVER), null, null),
                            Transfer.Phase.STARTING,
                            null,
                            Transfer.Notification.IMPOSSIBLE)
                    .about(new Transfer.Content("f" + subject + run, "1", List.of(), List.of()))
                    .running());
            ReceivedNotification received = inbox.take(subject, Party.ofDids(Set.of(Samples.RECEIVER)), run);
            receivedByA = subject.equals("a") ? received.id() : receivedByA;
            pep(NodeAround.TOKEN, subject, "pep-" + subject).then().statusCode(org.hamcrest.Matchers.oneOf(200, 201));
        }
    }

    private void flow(String id, String subject) {
        Flow sample = Samples.handoff(id);
        FlowHeader header = sample.header();
        Change created = flows.create(new Flow(
                new FlowHeader(id, 1, subject, header.role(), header.profile(), header.createdBy()),
                sample.parties(),
                sample.task(),
                sample.grants(),
                sample.validity(),
                false));
        assertThat(created).isInstanceOf(Change.Done.class);
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private static Response pep(String token, String subject, String id) {
        return as(token)
                .body("{\"keySha256\":\"" + "0".repeat(64) + "\",\"kind\":\"fhir\",\"dialect\":\"original\","
                        + "\"bodyMode\":\"full\",\"basePath\":\"/fhir\",\"publicBaseUrl\":\"https://sender.example\","
                        + "\"profile\":\"seed/handoff-only\",\"audience\":\"https://sender.example/oauth2/" + subject
                        + "\",\"subject\":\"" + subject + "\"}")
                .put("/pdp/v1/peps/" + id);
    }

    private static List<String> ids(String token, String path, String list) {
        return as(token).get(path).then().statusCode(200).extract().path(list + ".id");
    }

    @Test
    void listsShowItsOwnOnly() {
        assertThat(ids(NodeAround.TOKEN, "/pdp/v1/flows", "flows")).contains("fa" + run, "fb" + run);
        assertThat(ids(NodeAround.TOKEN_OF_B, "/pdp/v1/flows", "flows"))
                .contains("fb" + run)
                .doesNotContain("fa" + run);
        assertThat(ids(NodeAround.TOKEN_OF_B, "/pdp/v1/transfers", "transfers"))
                .contains("tb" + run)
                .doesNotContain("ta" + run);
        assertThat(ids(NodeAround.TOKEN_OF_B, "/pdp/v1/transfers?role=receiver", "transfers"))
                .doesNotContain(receivedByA);
        assertThat(ids(NodeAround.TOKEN_OF_B, "/pdp/v1/peps", "peps"))
                .contains("pep-b")
                .doesNotContain("pep-a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /pdp/v1/flows/f",
                "GET /pdp/v1/flows/f/history",
                "POST /pdp/v1/flows/f/revocation",
                "GET /pdp/v1/transfers/t",
                "POST /pdp/v1/transfers/t/cancel",
                "POST /pdp/v1/transfers/t/complete",
            })
    void whatBelongsToAnotherIsNotThere(String operation) {
        String method = operation.split(" ", 2)[0];
        String path = operation.split(" ", 2)[1].replaceFirst("/([ft])(?=/|$)", "/$1a" + run);
        as(NodeAround.TOKEN_OF_B).request(method, path).then().statusCode(404);
        assertThat(flows.find("fa" + run).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void theInboxOfAnotherIsNotThere() {
        as(NodeAround.TOKEN).get("/pdp/v1/transfers/" + receivedByA).then().statusCode(200);
        as(NodeAround.TOKEN_OF_B).get("/pdp/v1/transfers/" + receivedByA).then().statusCode(404);
    }

    @Test
    void enforcementPointsAreRegisteredForItsOwnOnly() {
        pep(NodeAround.TOKEN_OF_B, "a", "pep-new").then().statusCode(403);
        pep(NodeAround.TOKEN_OF_B, "b", "pep-a").then().statusCode(403);
        as(NodeAround.TOKEN_OF_B).delete("/pdp/v1/peps/pep-a").then().statusCode(403);
        as(NodeAround.TOKEN_OF_B).get("/pdp/v1/peps/pep-a").then().statusCode(404);
        pep(NodeAround.TOKEN_OF_B, "b", "pep-b").then().statusCode(200);
    }

    @Test
    void decisionsOfAnotherAreNotThere() {
        register("limit-a", "a");
        register("limit-b", "b");
        String ofA = decision("limit-a");
        String ofB = decision("limit-b");
        as(NodeAround.TOKEN_OF_B).get("/pdp/v1/decisions/" + ofA).then().statusCode(404);
        as(NodeAround.TOKEN_OF_B).get("/pdp/v1/decisions/" + ofB).then().statusCode(200);
        assertThat(ids(NodeAround.TOKEN_OF_B, "/pdp/v1/decisions", "decisions"))
                .contains(ofB)
                .doesNotContain(ofA);
        as(NodeAround.TOKEN_OF_B)
                .body("{\"subject\":{\"type\":\"organization\",\"id\":\"did:web:x\"},\"action\":{\"name\":\"read\"},"
                        + "\"resource\":{\"type\":\"Patient\",\"id\":\"9\"},\"context\":{\"pep\":\"limit-a\"}}")
                .post("/access/v1/evaluation")
                .then()
                .body("context.reason", org.hamcrest.Matchers.equalTo("unknown_pep"));
    }

    private static void register(String id, String subject) {
        as(NodeAround.TOKEN)
                .body("{\"keySha256\":\"" + PepRegister.keyHash("key-" + id)
                        + "\",\"kind\":\"fhir\",\"dialect\":\"original\",\"bodyMode\":\"full\",\"basePath\":\"/fhir\","
                        + "\"publicBaseUrl\":\"https://sender.example\",\"profile\":\"seed/handoff-only\","
                        + "\"audience\":\"https://sender.example/oauth2/a\",\"subject\":\"" + subject + "\"}")
                .put("/pdp/v1/peps/" + id)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    private String decision(String pep) {
        return authorization
                .authorize(
                        peps.find(pep).orElseThrow(), new RawRequest("GET", "/fhir/Task/1", List.of(), RawBody.none()))
                .decisionId();
    }

    @Test
    void longListsComeInPages() {
        for (int count = 0; count < 3; count++) {
            flow("fa" + run + count, "a");
        }
        Response first = as(NodeAround.TOKEN).get("/pdp/v1/flows?limit=2");
        assertThat(first.<List<String>>path("flows.id")).hasSize(2);
        String next = first.path("next");
        assertThat(next).isEqualTo(first.<List<String>>path("flows.id").getLast());
        assertThat(ids(NodeAround.TOKEN, "/pdp/v1/flows?limit=1000&after=" + next, "flows"))
                .doesNotContainAnyElementsOf(first.<List<String>>path("flows.id"));
        as(NodeAround.TOKEN).get("/pdp/v1/flows?limit=0").then().statusCode(400);
    }
}
