// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registrations of enforcement points over HTTP: versions, keys, and what is refused. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class PepRegistrationTest {

    private static final String CLIENT = "did:web:gateways.example:b";
    private static final RestAssuredConfig PLAIN = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    @Inject
    FlowRegister flows;

    @Inject
    SortableIds ids;

    @BeforeEach
    void aFlowAndItsClient() {
        StandIns others = new StandIns(NodeAround.others());
        others.all();
        others.token("gateway-client", CLIENT, "eOverdracht-receiver", "");
        assertThat(OneFlow.create(flows, ids, "a", CLIENT).taskId()).isNotEmpty();
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
    void registrationsHaveVersionsAndKeysAreReplaced() {
        String key = register("p-version", "envoy", "");
        Response known = api().get("/pdp/v1/peps/p-version");
        String tag = known.header("ETag");
        known.then().statusCode(200).body("key", equalTo(null)).body("keySha256", equalTo(null));
        api().header("If-None-Match", "*")
                .body(pep("envoy", ""))
                .put("/pdp/v1/peps/p-version")
                .then()
                .statusCode(412);
        Response changed = api().header("If-Match", tag)
                .body(pep("envoy", "\"fhirVersion\":\"r4\","))
                .put("/pdp/v1/peps/p-version");
        changed.then().statusCode(200).body("key", equalTo(null));
        api().header("If-Match", tag)
                .delete("/pdp/v1/peps/p-version")
                .then()
                .statusCode(412)
                .body("type", startsWith("urn:"));
        assertThat(asked(key)).as("the key stays").isEqualTo(200);
        Response rotated = api().header("If-Match", changed.header("ETag"))
                .body("{\"overlapSeconds\":60}")
                .post("/pdp/v1/peps/p-version/key");
        rotated.then().statusCode(200).body("formerKeyUntil", startsWith("20"));
        assertThat(asked(rotated.path("key"))).isEqualTo(200);
        assertThat(asked(key)).as("for a minute").isEqualTo(200);
        String last = api().body("{}").post("/pdp/v1/peps/p-version/key").path("key");
        assertThat(asked(key)).isEqualTo(401);
        assertThat(asked(rotated.path("key"))).isEqualTo(401);
        assertThat(asked(last)).isEqualTo(200);
        api().get("/pdp/v1/peps?limit=1&after=p-v")
                .then()
                .statusCode(200)
                .body("peps.id", equalTo(List.of("p-version")));
    }

    private static int asked(String key) {
        return asClient(key).get("/authz/forward/p-version/fhir/Composition/1").statusCode();
    }

    @Test
    void whatCannotBeRegisteredIsToldApart() {
        api().body(pep("envoy", "\"dialekt\":\"x\","))
                .put("/pdp/v1/peps/p-wrong")
                .then()
                .statusCode(400)
                .body("detail", startsWith("Unknown member dialekt"));
        api().body(pep("envoy", "").replace("seed/handoff-only", "seed/none"))
                .put("/pdp/v1/peps/p-wrong")
                .then()
                .statusCode(400)
                .body("detail", startsWith("Name profiles that are shipped"));
        register("p-side", "envoy", "");
        api().body(pep("envoy", "").replace("seed/", "bolt/").replace("\"fhir\"", "\"notification\""))
                .put("/pdp/v1/peps/p-wrong")
                .then()
                .statusCode(409)
                .body("detail", startsWith("Scope eOverdracht-receiver would open both sides"));
    }
}
