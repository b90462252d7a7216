// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with an {@code Idempotency-Key}, as a caller sees them. */
@QuarkusTest
@QuarkusTestResource(KitTestNode.class)
class KitIdempotencyTest {

    private final String key = UUID.randomUUID().toString();
    private int before;

    @Inject
    TestOperations.Effects effects;

    @BeforeEach
    void count() {
        before = effects.count.get();
    }

    private static ValidatableResponse post(String path, String key, String how) {
        return given().header("Authorization", "Bearer " + KitTestNode.ADMIN_TOKEN)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body("{\"how\":\"" + how + "\"}")
                .post(path)
                .then();
    }

    private int happened() {
        return effects.count.get() - before;
    }

    @Test
    void theFirstAnswerIsGivenAgain() {
        String operation = post("/operations", key, "made")
                .statusCode(201)
                .header("Location", endsWith("/operations/" + (before + 1)))
                .header("Idempotency-Replayed", nullValue())
                .body("operation", matchesPattern("[0-9a-z]{26}"))
                .extract()
                .path("operation");
        post("/operations", key, "made")
                .statusCode(201)
                .header("Location", endsWith("/operations/" + (before + 1)))
                .header("Idempotency-Replayed", "true")
                .contentType("application/json")
                .body("number", equalTo(before + 1))
                .body("operation", equalTo(operation));
        assertThat(happened()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoResponseIsGivenAgainToo() {
        post("/operations/plain", key, "made").statusCode(200).body("number", equalTo(before + 1));
        post("/operations/plain", key, "made")
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("number", equalTo(before + 1));
        assertThat(happened()).isEqualTo(1);
    }

    @Test
    void withoutAKeyEachRequestIsNew() {
        for (int i = 0; i < 2; i++) {
            given().header("Authorization", "Bearer " + KitTestNode.ADMIN_TOKEN)
                    .contentType("application/json")
                    .body("{\"how\":\"made\"}")
                    .post("/operations")
                    .then()
                    .statusCode(201)
                    .body("operation", equalTo("none"));
        }
        assertThat(happened()).isEqualTo(2);
    }

    @Test
    void anotherRequestWithTheKeyIsRefused() {
        post("/operations", key, "made").statusCode(201);
        post("/operations", key, "other")
                .statusCode(422)
                .body("type", equalTo("urn:notenboom:problem:idempotency-key-reused"));
        post("/operations/plain", key, "made").statusCode(422);
        assertThat(happened()).isEqualTo(1);
    }

    @Test
    void aRefusedRequestMayBeTriedAgain() {
        post("/operations", key, "refused").statusCode(404);
        post("/operations", key, "refused").statusCode(404);
        assertThat(happened()).isEqualTo(2);
    }

    @Test
    void aRepetitionWhileTheFirstIsUnderWayIsToldSo() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(
                    () -> post("/operations", key, "held").extract().statusCode());
            assertThat(effects.held.await(10, TimeUnit.SECONDS)).isTrue();
            try {
                post("/operations", key, "held")
                        .statusCode(409)
                        .header("Retry-After", "1")
                        .contentType("application/problem+json")
                        .body("type", equalTo("urn:notenboom:problem:idempotency-key-in-use"));
            } finally {
                effects.release.countDown();
            }
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(201);
        }
        post("/operations", key, "held").statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(happened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "with\ttab"})
    void aMalformedKeyIsRefused(String malformed) {
        post("/operations", malformed, "made").statusCode(400).body("detail", containsString("Idempotency-Key"));
        post("/operations", "k".repeat(256), "made").statusCode(400);
        assertThat(happened()).isZero();
    }
}
