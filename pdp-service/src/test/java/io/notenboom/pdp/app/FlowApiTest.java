// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.replica.FlowFollower;
import io.notenboom.pdp.flow.replica.MemorySnapshot;
import io.notenboom.pdp.flow.replica.Retention;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.net.SocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flows over HTTP, on a real Redis: made once, changed by version, agreed on, lost and restored. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class FlowApiTest {

    private static final RedisKeys KEYS = new RedisKeys(new CustomerId("c7f3k2"), "pdp");

    @Inject
    AuditLog audit;

    @Inject
    FlowStore store;

    @Inject
    RedisDataSource redis;

    private final String ura =
            Integer.toString(10_000_000 + (int) (Math.abs(UUID.randomUUID().getMostSignificantBits()) % 89_999_999));

    @BeforeEach
    void standIns() {
        new StandIns(NodeAround.others()).all();
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + NodeAround.TOKEN).contentType("application/json");
    }

    private String draft() {
        return """
                {"subject":"a","profile":"seed/negotiation","receiver":{"ura":"%s"},"sender":{},
                 "fhirBase":"https://sender.example/fhir","task":{"id":"1","state":"accepted"},
                 "compositions":[{"ref":"Composition/1","kind":"advanceNotice"}],
                 "resources":[{"ref":"Observation/1"}],
                 "notBefore":"2026-01-01T00:00:00Z","dataExpires":"2126-02-01T00:00:00Z",
                 "taskExpires":"2127-01-01T00:00:00Z"}""".formatted(ura);
    }

    private String created() {
        return api().body(draft())
                .post("/pdp/v1/flows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void aRequestThatIsRepeatedWithItsKeyMakesOneFlow() {
        String key = UUID.randomUUID().toString();
        String first = api().header("Idempotency-Key", key)
                .body(draft())
                .post("/pdp/v1/flows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        api().header("Idempotency-Key", key)
                .body(draft())
                .post("/pdp/v1/flows")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(first));
        api().get("/pdp/v1/flows?receiver=" + ura).then().body("flows", hasSize(1));
    }

    @Test
    void onlyTheCurrentVersionIsChangedAndOnlyBySteps() {
        String id = created();
        String path = "/pdp/v1/flows/" + id;
        String body = "{\"task\":{\"state\":\"in-progress\"},"
                + "\"compositions\":[{\"ref\":\"Composition/2\",\"kind\":\"nursingHandoff\"}],\"resources\":[]}";
        api().body(body).put(path).then().statusCode(428);
        api().header("If-Match", "\"7\"").body(body).put(path).then().statusCode(412);
        api().header("If-Match", "\"1\"")
                .body("{\"task\":{\"state\":\"completed\"}}")
                .put(path)
                .then()
                .statusCode(409);
        api().header("If-Match", "\"1\"")
                .body("{\"fhirBase\":\"https://elsewhere.example\"}")
                .put(path)
                .then()
                .statusCode(400);
        api().header("If-Match", "\"1\"")
                .body(body)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("compositions.ref", equalTo(java.util.List.of("Composition/2")))
                .body("resources", hasSize(0))
                .body("task.state", equalTo("in-progress"));
        api().get(path + "/history?limit=1")
                .then()
                .body("versions.version", equalTo(java.util.List.of(1)))
                .body("next", equalTo("1"));
        api().get(path + "/history?after=1").then().body("versions.version", equalTo(java.util.List.of(2)));
        api().get("/pdp/v1/flows?receiver=" + ura + "&state=in-progress&resource=Composition/2")
                .then()
                .body("flows.id", hasItem(id));
        api().get("/pdp/v1/flows?receiver=" + ura + "&resource=Observation/1")
                .then()
                .body("flows.id", not(hasItem(id)));
        api().post(path + "/revocation").then().statusCode(200);
        api().header("If-Match", "\"3\"").body("{}").put(path).then().statusCode(409);
        assertThat(audit.read(0, 1000).stream()
                        .filter(record ->
                                record.record().path("object").asText().equals(id))
                        .map(record -> record.record().path("what").asText()))
                .containsExactly("flow.create", "flow.update", "flow.revoke");
    }

    /** A second replica on the same Redis, as another process of the service has it. */
    @Test
    void whatOneReplicaRevokesIsRevokedInTheOther() {
        FlowReplica other = new FlowReplica();
        FlowFollower follower = new FlowFollower(
                new FlowFollower.Kept(store, other, new MemorySnapshot()),
                new Retention(Duration.ofDays(30)),
                () -> "unused",
                InstantSource.system());
        String id = created();
        assertThat(follower.upToDate()).isTrue();
        assertThat(other.find(id).orElseThrow().revoked()).isFalse();
        api().post("/pdp/v1/flows/" + id + "/revocation").then().statusCode(200);
        assertThat(follower.upToDate()).isTrue();
        assertThat(other.find(id).orElseThrow().revoked()).isTrue();
    }

    @Test
    void aRedisThatLostTheFlowsIsToldAndRestored() {
        String id = created();
        api().get("/pdp/v1/flow-store").then().statusCode(200).body("state", equalTo("following"));
        redis.key().del(KEYS.key("flow-store"), KEYS.key("flow-log"), KEYS.key("flow-versions"), KEYS.key("flow", id));
        try {
            api().get("/pdp/v1/flow-store")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("lost"))
                    .body("next", hasItem("restoration"));
        } finally {
            api().post("/pdp/v1/flow-store/restoration").then().statusCode(200).body("state", equalTo("following"));
        }
        api().get("/pdp/v1/flows/" + id).then().statusCode(200).header("ETag", "\"1\"");
        given().header("Authorization", "Bearer " + NodeAround.TOKEN_OF_B)
                .post("/pdp/v1/flow-store/restoration")
                .then()
                .statusCode(403);
    }

    @Test
    void credentialsOfANutsNodeAreImportedOnce() {
        String body = """
                {"subject":"a","formerDids":["did:nuts:custodian"],"credentials":[
                 {"id":"vc-1","type":["NutsAuthorizationCredential"],"issuer":"did:nuts:custodian",
                  "issuanceDate":"2026-01-01T00:00:00Z","expirationDate":"2126-01-01T00:00:00Z",
                  "credentialSubject":{"id":"did:nuts:actor%s","resources":[
                   {"path":"/task/7","operations":["read","update"],"userContext":false}]}},
                 {"id":"vc-2","type":["NutsAuthorizationCredential"],"issuer":"did:nuts:other",
                  "issuanceDate":"2026-01-01T00:00:00Z","credentialSubject":{"id":"did:nuts:actor","resources":[
                   {"path":"/task/7","operations":["read"]}]}}]}""".formatted(ura);
        String id = api().body(body)
                .post("/pdp/v1/flows/import")
                .then()
                .statusCode(200)
                .body("flows.created", equalTo(java.util.List.of(true)))
                .body("flows[0].state", equalTo("in-progress"))
                .body("refused.credential", equalTo(java.util.List.of("vc-2")))
                .extract()
                .path("flows[0].id");
        api().body(body)
                .post("/pdp/v1/flows/import")
                .then()
                .statusCode(200)
                .body("flows[0].id", equalTo(id))
                .body("flows[0].created", equalTo(false));
        api().get("/pdp/v1/flows/" + id).then().statusCode(200).header("ETag", "\"1\"");
    }

    @Test
    void notificationsAreListedAndOnlyThoseThatAreThereAreTriedAgain() {
        api().get("/pdp/v1/notifications").then().statusCode(200);
        api().get("/pdp/v1/notifications?state=delivered").then().statusCode(400);
        api().post("/pdp/v1/notifications/t-none/retry").then().statusCode(404);
    }

    @Test
    void whatIsNotJsonOrTooLargeIsRefused() throws IOException {
        api().body("{\"subject\":\"a\",").post("/pdp/v1/flows").then().statusCode(400);
        HttpMessage tooLarge = new RawClient(SocketFactory.getDefault(), RestAssured.port)
                .offerBody(
                        "POST",
                        "/pdp/v1/flows/import",
                        "{\"subject\":\"a\",\"pad\":\"" + "x".repeat(1_100_000) + "\"}",
                        "Authorization: Bearer " + NodeAround.TOKEN,
                        "Content-Type: application/json");
        assertThat(tooLarge.status()).isEqualTo(413);
        api().body("{\"kind\":\"notice\",\"composition\":\"Composition/404\","
                        + "\"receiver\":{\"organisation\":\"urn:oid:2.16.528.1\"},\"sender\":{\"subject\":\"a\"}}")
                .post("/pdp/v1/transfers")
                .then()
                .statusCode(422);
    }
}
