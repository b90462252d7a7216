// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolutionException.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDidDocumentFetcherTest {

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        port = vertx.createHttpServer()
                .requestHandler(HttpDidDocumentFetcherTest::answer)
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
        var response = request.response().putHeader("Content-Type", "application/did+json; charset=utf-8");
        switch (request.path()) {
            case "/ok" -> response.end("{}");
            case "/gone" -> response.setStatusCode(410).end();
            case "/failing" -> response.setStatusCode(500).end();
            case "/page" -> response.putHeader("Content-Type", "text/html").end("<p>");
            case "/large" -> response.end(Buffer.buffer(new byte[1_000_001]));
            case "/loop" ->
                response.setStatusCode(302).putHeader("Location", "/loop").end();
            default -> response.setStatusCode(404).end();
        }
    }

    @Test
    void givesTheDocument() throws Exception {
        assertThat(fetch("/ok", List.of("127.0.0.1"))).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "/missing,NOT_FOUND",
        "/gone,NOT_FOUND",
        "/failing,UNAVAILABLE",
        "/loop,UNAVAILABLE",
        "/page,INVALID_DOCUMENT",
        "/large,INVALID_DOCUMENT"
    })
    @DisplayName("Content-Type checked")
    void saysWhyThereIsNone(String path, Reason reason) {
        assertThatThrownBy(() -> fetch(path, List.of("127.0.0.1")))
                .isInstanceOfSatisfying(DidResolutionException.class, failed -> assertThat(failed.reason())
                        .isEqualTo(reason));
    }

    @Test
    void refusesAHostThatMayNotBeContacted() {
        assertThatThrownBy(() -> fetch("/ok", List.of()))
                .isInstanceOfSatisfying(DidResolutionException.class, failed -> assertThat(failed.reason())
                        .isEqualTo(Reason.HOST_NOT_ALLOWED));
    }

    private static byte[] fetch(String path, List<String> allow) throws DidResolutionException {
        try (GuardedHttpClient client = new GuardedHttpClient(
                vertx, NodeMode.DEV, OutboundTrust.of(Optional.empty()), allow, OutboundLimits.STANDARD)) {
            return new HttpDidDocumentFetcher(client).fetch(URI.create("http://127.0.0.1:" + port + path));
        }
    }
}
