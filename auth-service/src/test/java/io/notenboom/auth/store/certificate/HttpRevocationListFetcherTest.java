// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpRevocationListFetcherTest {

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        port = vertx.createHttpServer()
                .requestHandler(HttpRevocationListFetcherTest::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static void answer(HttpServerRequest request) {
        var response = request.response();
        switch (request.path()) {
            case "/list" -> response.end("list");
            case "/moved" ->
                response.setStatusCode(302).putHeader("Location", "/list").end();
            case "/inside" ->
                response.setStatusCode(302)
                        .putHeader("Location", "http://10.0.0.1/list")
                        .end();
            case "/large" -> response.end(Buffer.buffer(new byte[1_000_001]));
            default -> response.setStatusCode(404).end("list");
        }
    }

    @Test
    void plainHttpServesInStrictModeToo() {
        assertThat(fetch("/list", List.of("127.0.0.1"))).hasValue("list");
        assertThat(fetch("/moved", List.of("127.0.0.1"))).hasValue("list");
    }

    @Test
    void whatCannotBeHadIsEmpty() {
        assertThat(fetch("/missing", List.of("127.0.0.1"))).isEmpty();
        assertThat(fetch("/large", List.of("127.0.0.1"))).isEmpty();
    }

    @Test
    void addressesAreCheckedAtEachHop() {
        assertThat(fetch("/list", List.of())).isEmpty();
        assertThat(fetch("/inside", List.of("127.0.0.1"))).isEmpty();
    }

    private static Optional<String> fetch(String path, List<String> allow) {
        try (GuardedHttpClient client = new GuardedHttpClient(
                vertx, NodeMode.STRICT, OutboundTrust.of(Optional.empty()), allow, OutboundLimits.STANDARD)) {
            return new HttpRevocationListFetcher(client)
                    .fetch(URI.create("http://127.0.0.1:" + port + path))
                    .map(body -> new String(body, StandardCharsets.UTF_8));
        }
    }
}
