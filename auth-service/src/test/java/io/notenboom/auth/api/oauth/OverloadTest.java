// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.admission.Admission;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.trust.limit.Allowance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A token request that finds no place is answered at once, so that its presentation does not end in the line. */
class OverloadTest {

    private static final HttpHeaders WITHOUT_PROOF = (HttpHeaders) Proxy.newProxyInstance(
            HttpHeaders.class.getClassLoader(),
            new Class<?>[] {HttpHeaders.class},
            (proxy, method, arguments) -> List.of());

    @Test
    void answersEarlyWithRetryAfter() throws Exception {
        Admission admission = new Admission(1, Duration.ZERO);
        TokenResource resource = new TokenResource(
                new TestNode().endpoint,
                admission,
                new FailedSignatures(() -> "source", new Allowance(0, InstantSource.system())));
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var held = threads.submit(() -> admission.admit(() -> {
                began.countDown();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                return "held";
            }));
            began.await();
            Response answer = send(resource);
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getHeaderString("Retry-After")).matches("[1-9][0-9]?");
            assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
            assertThat(((JsonNode) answer.getEntity()).path("error").asText()).isEqualTo("temporarily_unavailable");
            release.countDown();
            assertThat(held.get()).isEqualTo(new Admission.Outcome.Done<>("held"));
        }
        assertThat(send(resource).getStatus()).isEqualTo(400);
    }

    private static Response send(TokenResource resource) {
        return resource.token(
                "a",
                "application/x-www-form-urlencoded",
                WITHOUT_PROOF,
                "grant_type=none".getBytes(StandardCharsets.UTF_8));
    }
}
