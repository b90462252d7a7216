// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.notenboom.kit.listener.Listeners;
import io.notenboom.testkit.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with all listeners, as a caller sees it. */
@QuarkusTest
@QuarkusTestResource(KitTestNode.class)
class KitNodeTest {

    private static final String ECHO = "{\"a\":1}";

    @Inject
    Listeners listeners;

    @Inject
    TestResources.Readiness readiness;

    @Test
    void scopes() {
        given().get("/things/a")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"notenboom\"")
                .header("X-Request-Id", matchesPattern("[0-9a-f]{24}"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:notenboom:problem:unauthenticated"));
        bearer(KitTestNode.EXPIRED_TOKEN).get("/things/a").then().statusCode(401);
        bearer(KitTestNode.READ_TOKEN)
                .header("X-Request-Id", "my-request-1")
                .get("/things/a")
                .then()
                .statusCode(200)
                .header("X-Request-Id", "my-request-1")
                .body("token", equalTo("reader"))
                .body("virtual", equalTo(true))
                .body("request", equalTo("my-request-1"));
        bearer(KitTestNode.READ_TOKEN)
                .get("/things/b")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:notenboom:problem:subject-not-allowed"));
        bearer(KitTestNode.ADMIN_TOKEN).get("/things/b").then().statusCode(200);
        bearer(KitTestNode.READ_TOKEN)
                .contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/things")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:notenboom:problem:missing-scope"))
                .body("detail", containsString("things:write"));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    @Test
    void problems() {
        bearer(KitTestNode.ADMIN_TOKEN)
                .contentType("application/json")
                .body("{\"name\":")
                .post("/things")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:notenboom:problem:invalid-request"));
        bearer(KitTestNode.ADMIN_TOKEN)
                .contentType("application/json")
                .body("{\"name\":[1]}")
                .post("/things")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("field name has a value"));
        bearer(KitTestNode.ADMIN_TOKEN)
                .contentType("application/json")
                .body("{\"name\":\"far too long\"}")
                .post("/things")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:notenboom:problem:invalid-request"));
        bearer(KitTestNode.ADMIN_TOKEN)
                .contentType("text/csv")
                .body("x")
                .post("/things")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        bearer(KitTestNode.ADMIN_TOKEN)
                .delete("/things")
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
        given().get("/shared/none").then().statusCode(404).contentType("application/problem+json");
        given().get("/shared/failure/problem").then().statusCode(413).body("detail", equalTo("Do something else."));
        given().get("/shared/failure/x")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body(not(containsString("secret")));
    }

    @Test
    void theSchemeOfTheTokenHasAnyCase() {
        given().header("Authorization", "bearer " + KitTestNode.ADMIN_TOKEN)
                .get("/things/b")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenOverItsLimitIsTurnedAwayAndNobodyElse() {
        for (int left = 1; left >= 0; left--) {
            slow().statusCode(200)
                    .header("RateLimit-Policy", "\"api-token\";q=2;w=2")
                    .header("RateLimit", "\"api-token\";r=" + left + ";t=2");
        }
        slow().statusCode(429)
                .header("Retry-After", "1")
                .header("RateLimit", "\"api-token\";r=0;t=1")
                .body("type", equalTo("urn:notenboom:problem:too-many-requests"));
        given().header("Authorization", "Bearer " + KitTestNode.ADMIN_TOKEN)
                .get("/things/b")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"api-token\";q=10000;w=2");
    }

    private static ValidatableResponse slow() {
        return given().header("Authorization", "Bearer " + KitTestNode.SLOW_TOKEN)
                .get("/things/b")
                .then();
    }

    @Test
    void publicCertificateIsReplacedWhenItsFilesChange() throws Exception {
        int port = publicPort();
        KitTestNode.PublicFiles files = KitTestNode.publicFiles();
        TestCertificates renewed = TestCertificates.selfSigned("renewed");
        HttpClient connected = client(null, KitTestNode.PUBLIC);
        try {
            assertThat(get(connected, port, "/shared/none")).isEqualTo(404);
            var half = renewed.writeCertificate(files.certificate());
            listeners.reloadPublicCertificate();
            assertThat(get(client(null, KitTestNode.PUBLIC), port, "/shared/none"))
                    .as("with %s only", half)
                    .isEqualTo(404);

            var whole = renewed.writeKey(files.key());
            listeners.reloadPublicCertificate();
            assertThat(get(client(null, renewed), port, "/shared/none"))
                    .as("with %s", whole)
                    .isEqualTo(404);
            assertThatThrownBy(() -> get(client(null, KitTestNode.PUBLIC), port, "/shared/none"))
                    .isInstanceOf(IOException.class);
            assertThat(get(connected, port, "/shared/none"))
                    .as("a connection from before goes on")
                    .isEqualTo(404);
        } finally {
            var certificate = KitTestNode.PUBLIC.writeCertificate(files.certificate());
            var key = KitTestNode.PUBLIC.writeKey(files.key());
            listeners.reloadPublicCertificate();
            assertThat(get(client(null, KitTestNode.PUBLIC), port, "/shared/none"))
                    .as("with %s and %s", certificate, key)
                    .isEqualTo(404);
        }
    }

    @Test
    void largeBodyIsRefused() throws Exception {
        String head = "POST /shared/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: 1100000\r\n\r\n";
        assertThat(exchange(publicPort(), head)).startsWith("HTTP/1.1 413").contains("urn:notenboom:problem:too-large");
    }

    /** Small ones are read before the request goes on, others while it is served; nobody sees a difference. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 65_000, 66_000, 900_000})
    void bodiesArriveWholeWhateverTheirLength(int length) throws Exception {
        String body = "{\"a\":\"" + "x".repeat(length) + "\"}";
        for (String framing : List.of(
                "Content-Length: " + body.length() + "\r\n\r\n" + body,
                "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                        + "\r\n0\r\n\r\n")) {
            String answer = exchange(
                    publicPort(),
                    "POST /shared/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Connection: close\r\n" + framing);
            assertThat(answer).contains("HTTP/1.1 200").contains("\"virtual\":true");
            // a long answer comes in chunks
            assertThat(answer.chars().filter(character -> character == 'x').count())
                    .isBetween((long) length, length + 2L);
        }
    }

    /** Its sender is to blame, and an operator has nothing to do. */
    @Test
    void largeBodyOfUnknownLengthIsRefusedAndNoFailure() throws Exception {
        CollectedLog log = new CollectedLog();
        Logger root = Logger.getLogger("");
        root.addHandler(log);
        try {
            assertThat(chunked("{\"a\":\"" + "x".repeat(1_100_000) + "\"}")).startsWith("HTTP/1.1 413");
            Await.until(
                    () -> log.lines().stream().anyMatch(line -> line.contains("larger than is taken")), "it is told");
            assertThat(exchange(
                            publicPort(), "GET /shared/none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as("the next one is served")
                    .startsWith("HTTP/1.1 404");
        } finally {
            root.removeHandler(log);
        }
        assertThat(log.lines()).noneMatch(line -> line.contains("failed") || line.contains("Exception"));
    }

    /** What the node answers while it is sent to, which it may stop reading at any time. */
    private static String chunked(String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(5000);
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream()
                            .write(
                                    ("POST /shared/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                                    + "Transfer-Encoding: chunked\r\n\r\n"
                                                    + Integer.toHexString(body.length()) + "\r\n" + body
                                                    + "\r\n0\r\n\r\n")
                                            .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // it does not read to the end
                    return;
                }
            });
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            sender.interrupt();
            return new String(start, StandardCharsets.US_ASCII);
        }
    }

    @Test
    void publicListenerServesItsPathsOnly() throws Exception {
        HttpClient client = client(null, KitTestNode.PUBLIC);
        HttpResponse<String> echo = client.send(
                request(publicPort(), "/shared/echo")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(ECHO))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(echo.statusCode()).isEqualTo(200);
        assertThat(echo.body()).contains("\"virtual\":true", ECHO);
        assertThat(echo.headers().firstValue("X-Request-Id")).isPresent();

        HttpResponse<String> hidden = client.send(
                request(publicPort(), "/things/a")
                        .header("Authorization", "Bearer " + KitTestNode.ADMIN_TOKEN)
                        .header("X-Forwarded-Host", "localhost")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(get(client, publicPort(), "/peer/name")).isEqualTo(404);
        assertThat(get(client, publicPort(), "/q/health")).isEqualTo(404);
    }

    @Test
    void internalListenerDoesNotServePeerPaths() {
        given().get("/peer/name").then().statusCode(404);
        given().get("/q/health").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shared/../things/a",
                "/shared/%2e%2e/things/a",
                "/shared/..;/things/a",
                "/shared//../things/a",
                "/shared/%2E%2E%2Fthings/a",
                "/shared/..%2fthings/a",
                "/shared/..\\things/a",
                "//things/a",
                "/%74hings/a",
                "http://localhost/things/a"
            })
    void noWayAroundThePrefix(String target) throws Exception {
        assertThat(raw(publicPort(), target)).matches("(?s)HTTP/1.1 (404|400) .*");
    }

    private static String raw(int port, String target) throws Exception {
        return exchange(
                port,
                "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + KitTestNode.ADMIN_TOKEN
                        + "\r\nConnection: close\r\n\r\n");
    }

    private static String exchange(int port, String request) throws Exception {
        try (Socket socket =
                context(null, KitTestNode.PUBLIC).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void peerListenerNeedsACertificateAndShowsIt() throws Exception {
        TestCertificates node = TestCertificates.selfSigned("node");
        TestCertificates peer = TestCertificates.selfSigned("peer");
        listeners.openPeer(KeyCertOptions.wrap(keyManager(node)), TrustOptions.wrap(trustManager(peer)));
        int port = listeners.peerPort().orElseThrow();

        HttpResponse<String> named =
                client(peer, node).send(request(port, "/peer/name").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(named.statusCode()).isEqualTo(200);
        assertThat(named.body()).contains("\"peer\":\"CN=peer\"");
        assertThat(get(client(peer, node), port, "/shared/failure/x")).isEqualTo(404);
        assertThatThrownBy(() -> get(client(null, node), port, "/peer/name")).isInstanceOf(IOException.class);
        TestCertificates stranger = TestCertificates.selfSigned("stranger");
        assertThatThrownBy(() -> get(client(stranger, node), port, "/peer/name"))
                .isInstanceOf(IOException.class);

        TestCertificates renewed = TestCertificates.selfSigned("renewed");
        listeners.openPeer(KeyCertOptions.wrap(keyManager(renewed)), TrustOptions.wrap(trustManager(peer)));
        assertThat(listeners.peerPort()).hasValue(port);
        assertThat(get(client(peer, renewed), port, "/peer/name")).isEqualTo(200);
        assertThatThrownBy(() -> get(client(peer, node), port, "/peer/name")).isInstanceOf(IOException.class);
    }

    private int publicPort() throws InterruptedException {
        readiness.await();
        return listeners.publicPort().orElseThrow();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
    }

    private static int get(HttpClient client, int port, String path) throws Exception {
        return client.send(request(port, path).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpClient client(@Nullable TestCertificates own, TestCertificates trusted) throws Exception {
        return HttpClient.newBuilder().sslContext(context(own, trusted)).build();
    }

    private static SSLContext context(@Nullable TestCertificates own, TestCertificates trusted) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                own == null ? null : new KeyManager[] {keyManager(own)},
                new X509TrustManager[] {trustManager(trusted)},
                null);
        return context;
    }

    private static X509KeyManager keyManager(TestCertificates own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own", own.keys().getPrivate(), new char[0], new java.security.cert.Certificate[] {own.certificate()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return Arrays.stream(factory.getKeyManagers())
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static X509TrustManager trustManager(TestCertificates trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
