// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.app.TestCertificates;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.OutboundOutcome.Failed;
import io.notenboom.kit.outbound.OutboundOutcome.Failure;
import io.notenboom.kit.outbound.OutboundOutcome.Refusal;
import io.notenboom.kit.outbound.OutboundOutcome.Refused;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real servers on loopback, which the tests list when they want to reach them. */
class GuardedHttpClientTest {

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");
    private static final AtomicInteger SLOW_CALLS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static Path trusted;
    private static int tls;
    private static int plain;

    /** The standard limits, with time for a busy machine. */
    private static final OutboundLimits PATIENT =
            new OutboundLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), 1_000_000, 3, 5);

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        TestCertificates certificate = TestCertificates.selfSigned("localhost");
        trusted = certificate.writeCertificate(folder.resolve("ca.pem"));
        Path key = certificate.writeKey(folder.resolve("key.pem"));
        tls = listen(new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions().setCertPath(trusted.toString()).setKeyPath(key.toString())));
        plain = listen(new HttpServerOptions());
    }

    private static int listen(HttpServerOptions options) throws Exception {
        HttpServer server = vertx.createHttpServer(options.setHost("0.0.0.0").setPort(0))
                .requestHandler(GuardedHttpClientTest::answer);
        return server.listen().toCompletionStage().toCompletableFuture().get().actualPort();
    }

    private static void answer(HttpServerRequest request) {
        var response = request.response();
        switch (request.path()) {
            case "/ok" ->
                response.end(request.getHeader("Host") + " " + request.getHeader("Authorization") + " "
                        + request.getHeader("Cookie"));
            case "/redirect" ->
                response.setStatusCode(302)
                        .putHeader("Location", request.getParam("to"))
                        .end();
            case "/loop" ->
                response.setStatusCode(302).putHeader("Location", "/loop").end();
            case "/large" -> response.end(Buffer.buffer(new byte[1_000_001]));
            case "/largest" -> response.putHeader("Set-Cookie", "a=b").end(Buffer.buffer(new byte[1_000_000]));
            case "/echo" ->
                request.bodyHandler(body -> response.setStatusCode(201).end(body));
            case "/form" ->
                request.bodyHandler(body -> response.putHeader("Content-Type", "Application/JSON; charset=utf-8")
                        .end(request.getHeader("Content-Type") + " " + request.getHeader("DPoP") + " " + body));
            case "/bare" ->
                request.bodyHandler(body ->
                        response.end(request.method() + " " + request.getHeader("Content-Type") + " " + body.length()));
            case "/slow" -> {
                SLOW_CALLS.incrementAndGet();
                vertx.setTimer(700, due -> response.end("slow"));
            }
            case "/never" -> {}
            case "/cut" -> request.connection().close();
            default -> response.setStatusCode(404).end();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static GuardedHttpClient client(NodeMode mode, List<String> allow) {
        return client(mode, allow, PATIENT);
    }

    private static GuardedHttpClient client(NodeMode mode, List<String> allow, OutboundLimits limits) {
        return new GuardedHttpClient(vertx, mode, OutboundTrust.of(Optional.of(trusted)), allow, limits);
    }

    private static URI https(String path) {
        return URI.create("https://localhost:" + tls + path);
    }

    private static OutboundOutcome get(GuardedHttpClient client, URI target) {
        return client.send(OutboundRequest.get(target));
    }

    @Test
    @DisplayName("resolve once and connect to the checked address")
    void keepsHostAndNameWhileTheAddressIsFixed() {
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK)) {
            OutboundResponse response = get(client, https("/ok")).orThrow();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo("localhost:" + tls + " null null");
        }
    }

    @Test
    void refusesAnAddressThatIsNotListed() {
        try (GuardedHttpClient client = client(NodeMode.DEV, List.of("10.0.0.0/8"))) {
            assertThat(get(client, https("/ok"))).isEqualTo(new Refused(Refusal.FORBIDDEN_ADDRESS));
            assertThat(get(client, URI.create("https://[::1]:" + tls + "/ok")))
                    .isEqualTo(new Refused(Refusal.FORBIDDEN_ADDRESS));
            assertThat(get(client, URI.create("https://[::ffff:127.0.0.1]:" + tls + "/ok")))
                    .isEqualTo(new Refused(Refusal.FORBIDDEN_ADDRESS));
            assertThat(get(client, URI.create("https://2130706433:" + tls + "/ok")))
                    .isNotInstanceOf(OutboundResponse.class);
        }
    }

    @Test
    void plainHttpIsForListedAddressesInDevModeOnly() {
        URI target = URI.create("http://localhost:" + plain + "/ok");
        try (GuardedHttpClient strict = client(NodeMode.STRICT, LOOPBACK);
                GuardedHttpClient dev = client(NodeMode.DEV, LOOPBACK)) {
            assertThat(get(strict, target)).isEqualTo(new Refused(Refusal.MALFORMED_OR_INSECURE_URL));
            assertThat(get(dev, target).orThrow().status()).isEqualTo(200);
        }
    }

    @Test
    void plainHttpWillDoForWhatIsSignedButNotAtAnotherAddress() {
        URI target = URI.create("http://localhost:" + plain + "/ok");
        try (GuardedHttpClient strict = client(NodeMode.STRICT, LOOPBACK);
                GuardedHttpClient closed = client(NodeMode.STRICT, List.of())) {
            assertThat(strict.send(OutboundRequest.getSigned(target)).orThrow().status())
                    .isEqualTo(200);
            assertThat(closed.send(OutboundRequest.getSigned(target)))
                    .isEqualTo(new Refused(Refusal.FORBIDDEN_ADDRESS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/x",
                "file:///etc/passwd",
                "https:///x",
                "https://user@localhost/x",
                "/x",
                "https://localhost:0/x",
                "https://localhost:65536/x",
                "mailto:x@localhost"
            })
    @DisplayName("https only, no userinfo")
    void refusesOtherUrls(String target) {
        try (GuardedHttpClient client = client(NodeMode.DEV, LOOPBACK)) {
            assertThat(get(client, URI.create(target))).isEqualTo(new Refused(Refusal.MALFORMED_OR_INSECURE_URL));
        }
    }

    @Test
    void checksCertificateAndName() {
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK);
                GuardedHttpClient stranger = new GuardedHttpClient(
                        vertx, NodeMode.STRICT, OutboundTrust.of(Optional.empty()), LOOPBACK, PATIENT)) {
            assertThat(get(client, URI.create("https://127.0.0.1:" + tls + "/ok")))
                    .isInstanceOf(OutboundResponse.class);
            assertThat(get(client, URI.create("https://127.0.0.2:" + tls + "/ok")))
                    .isEqualTo(new Failed(Failure.CONNECTION));
            assertThat(get(stranger, https("/ok"))).isEqualTo(new Failed(Failure.CONNECTION));
        }
    }

    @Test
    @DisplayName("redirects <= 3 with full re-check")
    void checksEachRedirect() {
        try (GuardedHttpClient client = client(NodeMode.STRICT, List.of("127.0.0.1", "::1"))) {
            assertThat(get(client, https("/redirect?to=/ok")).orThrow().target())
                    .isEqualTo(https("/ok"));
            assertThat(get(client, https("/loop"))).isEqualTo(new Refused(Refusal.REDIRECTS));
            assertThat(get(client, https("/redirect?to=https://169.254.169.254/x")))
                    .isEqualTo(new Refused(Refusal.FORBIDDEN_ADDRESS));
            assertThat(get(client, https("/redirect?to=https://127.0.0.2:" + tls + "/ok")))
                    .isEqualTo(new Refused(Refusal.FORBIDDEN_ADDRESS));
            assertThat(get(client, https("/redirect?to=http://localhost:" + plain + "/ok")))
                    .isEqualTo(new Refused(Refusal.MALFORMED_OR_INSECURE_URL));
        }
    }

    @Test
    @DisplayName("no credentials sent to another origin")
    void takesNoHeaderToAnotherOriginAndFollowsOnlyGets() {
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK)) {
            String other = "127.0.0.1:" + tls;
            URI target = https("/redirect?to=https://" + other + "/ok");
            assertThat(client.send(OutboundRequest.get(target).header("Authorization", "DPoP x"))
                            .orThrow()
                            .text())
                    .isEqualTo(other + " null null");
            assertThat(client.send(OutboundRequest.get(https("/redirect?to=/ok"))
                                    .header("Authorization", "DPoP x"))
                            .orThrow()
                            .text())
                    .contains("DPoP x");
            assertThat(client.send(OutboundRequest.post(target, "text/plain", "x"))
                            .orThrow()
                            .status())
                    .isEqualTo(302);
        }
    }

    @Test
    void sendsABody() {
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK)) {
            OutboundResponse response = client.send(OutboundRequest.post(https("/echo"), "text/plain", "zorg"))
                    .orThrow();
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.text()).isEqualTo("zorg");
            OutboundOutcome bare = client.send(OutboundRequest.post(https("/bare")));
            assertThat(bare.orThrow().text()).isEqualTo("POST null 0");
        }
    }

    @Test
    void sendsAFormWithHeadersAndTellsTheMediaType() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("scope", "a b&c");
        form.put("client_id", "https://zorg.example/é");
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK)) {
            OutboundResponse response = client.send(
                            OutboundRequest.postForm(https("/form"), form).header("DPoP", "proof"))
                    .orThrow();
            assertThat(response.text())
                    .isEqualTo("application/x-www-form-urlencoded proof"
                            + " scope=a+b%26c&client_id=https%3A%2F%2Fzorg.example%2F%C3%A9");
            assertThat(response.mediaType()).isEqualTo("application/json");
            assertThat(get(client, https("/ok")).orThrow().mediaType()).isEmpty();
        }
    }

    @Test
    @DisplayName("body cap and time are enforced; no cookies")
    void limitsSizeAndTimeAndKeepsNoCookies() {
        OutboundLimits hasty = new OutboundLimits(Duration.ofSeconds(2), Duration.ofMillis(300), 1_000_000, 3, 5);
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK);
                GuardedHttpClient impatient = client(NodeMode.STRICT, LOOPBACK, hasty)) {
            assertThat(get(client, https("/large"))).isEqualTo(new Failed(Failure.TOO_LARGE));
            assertThat(get(client, https("/largest")).orThrow().body()).hasSize(1_000_000);
            assertThat(get(client, https("/ok")).orThrow().text()).doesNotContain("a=b");
            assertThat(get(client, https("/cut"))).isEqualTo(new Failed(Failure.CONNECTION));
            assertThat(get(impatient, https("/never"))).isEqualTo(new Failed(Failure.TIMEOUT));
        }
    }

    @Test
    @DisplayName("single-flight per URL")
    void sendsTheSameGetOnce() throws Exception {
        SLOW_CALLS.set(0);
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OutboundOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                outcomes.add(threads.submit(() -> get(client, https("/slow"))));
            }
            for (Future<OutboundOutcome> outcome : outcomes) {
                assertThat(outcome.get().orThrow().text()).isEqualTo("slow");
            }
        }
        assertThat(SLOW_CALLS).hasValue(1);
    }

    @Test
    void losesNoAnswerOnKeptConnections() {
        try (GuardedHttpClient client = client(NodeMode.STRICT, LOOPBACK)) {
            for (int i = 0; i < 300; i++) {
                assertThat(get(client, https("/ok")).orThrow().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void refusesHeadersThatEndEarly() {
        assertThatThrownBy(() -> OutboundRequest.get(https("/ok")).header("X", "a\r\nY: b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
