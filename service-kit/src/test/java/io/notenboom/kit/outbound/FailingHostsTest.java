// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.OutboundOutcome.Failed;
import io.notenboom.kit.outbound.OutboundOutcome.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A host that fails, or is slow, costs little. */
class FailingHostsTest {

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8");

    /** The standard limits, with time for a busy machine. */
    private static final OutboundLimits PATIENT =
            new OutboundLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), 1_000_000, 3, 5);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final AtomicInteger cutCalls = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final GuardedHttpClient client = new GuardedHttpClient(
            vertx,
            NodeMode.DEV,
            OutboundTrust.of(Optional.empty()),
            new AddressRules(LOOPBACK),
            PATIENT,
            new FailingHosts(now::get));
    private int port;

    @BeforeEach
    void serve() throws Exception {
        port = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "0.0.0.0")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/cut" -> {
                cutCalls.incrementAndGet();
                request.connection().close();
            }
            case "/counted" -> {
                mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                vertx.setTimer(50, due -> {
                    atOnce.decrementAndGet();
                    request.response().end();
                });
            }
            default -> request.response().end();
        }
    }

    @Test
    @DisplayName("per-host concurrency 5")
    void asksOneHostFiveThingsAtATime() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OutboundOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String path = "/counted?n=" + i;
                outcomes.add(threads.submit(() -> get("127.0.0.1", path)));
            }
            for (Future<OutboundOutcome> outcome : outcomes) {
                assertThat(outcome.get().orThrow().status()).isEqualTo(200);
            }
        }
        assertThat(mostAtOnce.get()).isBetween(1, 5);
    }

    @Test
    @DisplayName("negative cache 10 s")
    void aGetThatFailedIsNotSentAgainForTenSeconds() {
        assertFailed(get("127.0.0.1", "/cut"), Failure.CONNECTION);
        int tries = cutCalls.get();
        now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertFailed(get("127.0.0.1", "/cut"), Failure.CONNECTION);
        assertThat(cutCalls).hasValue(tries);
        assertAnswered(get("127.0.0.1", "/ok"));

        now.incrementAndGet();
        assertFailed(get("127.0.0.1", "/cut"), Failure.CONNECTION);
        assertThat(cutCalls.get()).isGreaterThan(tries);
    }

    @Test
    @DisplayName("circuit breaker per host")
    void aHostThatDoesNotAnswerFiveTimesInARowIsLeftAloneForTenSeconds() {
        for (int i = 0; i < FailingHosts.FAILURES; i++) {
            assertFailed(get("127.0.0.1", "/cut?n=" + i), Failure.CONNECTION);
        }
        assertFailed(get("127.0.0.1", "/ok"), Failure.HOST_PAUSED);
        assertFailed(client.send(OutboundRequest.post(url("127.0.0.1", "/ok"))), Failure.HOST_PAUSED);
        assertAnswered(get("127.0.0.2", "/ok"));

        now.addAndGet(FailingHosts.PAUSE.toNanos());
        assertFailed(get("127.0.0.1", "/cut?the-one-that-tries"), Failure.CONNECTION);
        assertFailed(get("127.0.0.1", "/ok"), Failure.HOST_PAUSED);

        now.addAndGet(FailingHosts.PAUSE.toNanos());
        assertAnswered(get("127.0.0.1", "/ok"));
        assertFailed(get("127.0.0.1", "/cut?once"), Failure.CONNECTION);
        assertAnswered(get("127.0.0.1", "/ok"));
    }

    private URI url(String host, String path) {
        return URI.create("http://" + host + ":" + port + path);
    }

    private OutboundOutcome get(String host, String path) {
        return client.send(OutboundRequest.get(url(host, path)));
    }

    private static void assertFailed(OutboundOutcome outcome, Failure reason) {
        assertThat(outcome).isEqualTo(new Failed(reason));
    }

    private static void assertAnswered(OutboundOutcome outcome) {
        assertThat(outcome.orThrow().status()).isEqualTo(200);
    }
}
