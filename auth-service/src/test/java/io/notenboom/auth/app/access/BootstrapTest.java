// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.listener.NodeReady;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The first start of a node without any way in. */
@QuarkusTest
@QuarkusTestResource(value = EmptyNodeResource.class, restrictToAnnotatedClass = true)
class BootstrapTest {

    private static final Pattern TOKEN = Pattern.compile("nbb_[A-Za-z0-9_-]{43}");

    ByteArrayOutputStream console;

    @Inject
    AfterTheOffer offered;

    /** Waits until the service has offered what it has to offer. */
    @Singleton
    static class AfterTheOffer {

        private final CountDownLatch ready = new CountDownLatch(1);

        void ready(@Observes @Priority(Integer.MAX_VALUE) NodeReady node) {
            ready.countDown();
        }

        void await() throws InterruptedException {
            if (!ready.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the node is not ready within 30 s");
            }
        }
    }

    private static Response bootstrap(String token, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/auth/v1/bootstrap");
    }

    @Test
    @DisplayName(
            "33. No default credentials: the first token comes of a bootstrap token that is printed once and good once")
    void theBootstrapTokenMakesTheFirstAdministratorOnce() throws Exception {
        offered.await();
        given().get("/auth/v1/api-tokens").then().statusCode(401);
        List<String> printed = TOKEN.matcher(console.toString(StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(printed).hasSize(1);
        String token = printed.getFirst();
        given().header("Authorization", "Bearer " + token)
                .get("/auth/v1/api-tokens")
                .then()
                .statusCode(403);
        bootstrap(token, "{}").then().statusCode(400);

        Response made = bootstrap(token, "{\"name\":\"first\"}");

        made.then().statusCode(201);
        given().header("Authorization", "Bearer " + made.<String>path("token"))
                .get("/auth/v1/api-tokens")
                .then()
                .statusCode(200);
        bootstrap(token, "{\"name\":\"second\"}").then().statusCode(401);
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain(made.<String>path("token"));
    }
}
