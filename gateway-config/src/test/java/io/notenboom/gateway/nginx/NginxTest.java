// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.gateway.GatewayConfig;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real NGINX between a PDP, a FHIR server, an AAA-proxy and an auth-service that record what they see. */
@Timeout(60)
class NginxTest {

    private static final String OPEN = "/fhir/Composition/1";
    private static final String[] TOKEN = {"Authorization: DPoP token", "DPoP: proof"};
    private static final String TASK = "{\"resourceType\":\"Task\",\"status\":\"completed\"}";

    @TempDir
    static Path folder;

    private static RecordingServer pdp;
    private static RecordingServer fhir;
    private static RecordingServer proxy;
    private static RecordingServer auth;
    private static NginxProcess nginx;
    private static RawClient client;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = NginxProcess.program();
        if (program.isEmpty()) {
            System.out.println("SKIPPED: nginx is not on this machine; the rendered configuration was not run");
        }
        assumeTrue(program.isPresent(), "nginx is not on this machine");
        LoopbackTls tls = LoopbackTls.create(folder, Instant.now());
        pdp = new RecordingServer(null, NginxTest::decide);
        fhir = new RecordingServer(null, NginxTest::serve);
        proxy = new RecordingServer(tls.context().getServerSocketFactory(), NginxTest::serveAsProxy);
        auth = new RecordingServer(
                tls.context().getServerSocketFactory(), RecordingServer.answering(200, List.of(), "{\"token\":1}"));
        int port = freePort();
        Files.writeString(folder.resolve("pep-key"), "the-pep-key-0123456789");
        Files.writeString(folder.resolve("password"), "secret");
        Files.writeString(folder.resolve("model.yaml"), model(tls, port));
        Path conf = folder.resolve("a folder with spaces");
        var unused = GatewayConfig.render(folder.resolve("model.yaml"), conf);
        nginx = NginxProcess.start(program.get(), conf);
        client = new RawClient(tls.context().getSocketFactory(), port);
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
            pdp.close();
            fhir.close();
            proxy.close();
            auth.close();
        }
    }

    @BeforeEach
    void forget() {
        List.of(pdp, fhir, proxy, auth).forEach(RecordingServer::forget);
        pdp.respondWith(NginxTest::decide);
        fhir.respondWith(NginxTest::serve);
    }

    private static String model(LoopbackTls tls, int port) {
        return """
                customer: vendra
                public: {host: localhost, address: 127.0.0.1, port: %d, certificate: %s, key: %s}
                fhir:
                  upstream: {url: "%s"}
                  credentials: {username: own, passwordFile: %s}
                pdp: {upstream: {url: "%s"}, pep: fhir-nginx, keyFile: %s}
                aaaProxy: {url: "https://localhost:%d", trust: %s}
                notification: {basePath: /notification}
                authService: {upstream: {url: "https://localhost:%d", trust: %s}}
                limits: {pdpSeconds: 1, backendSeconds: 1, bodyBytes: 300000}
                workers: 1
                """.formatted(
                        port,
                        tls.certificate(),
                        tls.key(),
                        fhir.url(),
                        folder.resolve("password"),
                        pdp.url(),
                        folder.resolve("pep-key"),
                        proxy.port(),
                        tls.certificate(),
                        auth.port(),
                        tls.certificate());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A PDP that knows one resource, one method and one token. */
    private static void decide(HttpMessage request, OutputStream answer) throws IOException {
        String target = request.field("X-Original-URI").orElse("");
        if (!request.values("Authorization").equals(List.of("DPoP token"))) {
            answer.write(RecordingServer.answer(
                    401,
                    List.of(
                            "WWW-Authenticate: DPoP algs=\"ES256\"",
                            "X-Decision-Id: d-401",
                            "X-Decision-Reason: token_active"),
                    "secret detail"));
        } else if (!target.equals(OPEN) && !target.startsWith("/fhir/open")) {
            answer.write(RecordingServer.answer(
                    403, List.of("X-Decision-Id: d-403", "X-Decision-Reason: resource_in_flow"), "secret detail"));
        } else if (!request.values("X-Original-Method").equals(List.of("GET"))) {
            answer.write(RecordingServer.answer(
                    403, List.of("X-Decision-Id: d-403", "X-Decision-Reason: method_allowed"), "secret detail"));
        } else {
            answer.write(RecordingServer.answer(
                    200, List.of("X-Decision-Id: d-200", "X-Client-Id: did:web:b.example", "X-Flow-Id: f-1"), ""));
        }
    }

    private static void serve(HttpMessage request, OutputStream answer) throws IOException {
        answer.write(RecordingServer.answer(
                200,
                List.of(
                        "Content-Type: application/fhir+json",
                        "X-Decision-Id: forged",
                        "X-Powered-By: HAPI",
                        "ETag: W/\"1\""),
                "{\"resourceType\":\"Composition\"}"));
    }

    private static void serveAsProxy(HttpMessage request, OutputStream answer) throws IOException {
        answer.write(RecordingServer.answer(
                200, List.of("X-Decision-Id: d-proxy", "Content-Type: application/fhir+json"), request.body()));
    }

    @Test
    void aPermittedReadReachesTheFhirServerWithTheGatewaysOwnCredentials() throws IOException {
        HttpMessage answer = client.send("GET", OPEN, "Authorization: DPoP token", "DPoP: proof", "X-Request-Id: r-1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"resourceType\":\"Composition\"}");
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-200");
        assertThat(answer.values("X-Request-Id")).containsExactly("r-1");
        assertThat(answer.values("ETag")).containsExactly("W/\"1\"");
        assertThat(answer.values("X-Powered-By")).isEmpty();

        HttpMessage asked = pdp.last();
        assertThat(asked.startLine()).isEqualTo("GET /authz/forward/fhir-nginx HTTP/1.1");
        assertThat(asked.values("X-PEP-Key")).containsExactly("the-pep-key-0123456789");
        assertThat(asked.values("X-Original-Method")).containsExactly("GET");
        assertThat(asked.values("DPoP")).containsExactly("proof");

        HttpMessage passed = fhir.last();
        assertThat(passed.startLine()).isEqualTo("GET " + OPEN + " HTTP/1.1");
        assertThat(passed.values("Authorization")).containsExactly("Basic b3duOnNlY3JldA==");
        assertThat(passed.values("X-Decision-Id")).containsExactly("d-200");
        assertThat(passed.values("X-Client-Id")).containsExactly("did:web:b.example");
    }

    @Test
    void refusalsAreJsonWithReasonAndDecisionAndReachNoFhirServer() throws IOException {
        assertRefused(client.send("GET", "/fhir/Patient/9", TOKEN), 403, "resource_in_flow", "d-403");
        assertRefused(client.send("DELETE", OPEN, TOKEN), 403, "method_allowed", "d-403");
        HttpMessage noToken = client.send("GET", OPEN);
        assertRefused(noToken, 401, "token_active", "d-401");
        assertThat(noToken.values("WWW-Authenticate")).containsExactly("DPoP algs=\"ES256\"");
        HttpMessage head = client.send("HEAD", "/fhir/Patient/9", TOKEN);
        assertThat(head.status()).isEqualTo(403);
        assertThat(head.values("X-Decision-Id")).containsExactly("d-403");
        assertThat(fhir.received()).isEmpty();
    }

    private static void assertRefused(HttpMessage answer, int status, String reason, String decision)
            throws IOException {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.values("Content-Type")).containsExactly("application/fhir+json");
        assertThat(answer.values("X-Decision-Id")).containsExactly(decision);
        assertThat(answer.values("X-Decision-Reason")).containsExactly(reason);
        JsonNode outcome = new ObjectMapper().readTree(answer.body());
        assertThat(outcome.path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(outcome.at("/issue/0/details/coding/0/code").asText()).isEqualTo(reason);
        assertThat(outcome.at("/issue/0/diagnostics").asText()).contains(decision);
        assertThat(answer.body()).doesNotContain("secret detail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/open/1/../../Patient/9",
                "/fhir/open/%2e%2e/Patient/9",
                "/fhir/open//Patient/9",
                "/fhir/open/Patient;x=y",
                "/fhir/open%2FPatient%2F9",
                "/fhir/open/9?_format=json&_format=xml",
                "/fhir/open/9?a=b?c",
                "/fhir/open/9?_include=*:iterate|%00",
                "/fhir/open/9/",
                "/fhir/open/9?x=\\..\\\"<>{}^`",
                "/fhir/open/\u00e9",
                "/fhir/open/1/%24document"
            })
    void pdpAndFhirServerSeeTheSameBytes(String target) throws IOException {
        assertThat(client.send("GET", target, TOKEN).status()).isEqualTo(200);
        assertThat(pdp.last().values("X-Original-URI")).containsExactly(target);
        assertThat(fhir.last().target()).isEqualTo(target);
    }

    @Test
    void nothingOfTheClientThatCouldMisleadReachesTheFhirServer() throws IOException {
        var unused = client.send(
                "GET",
                OPEN,
                "Authorization: DPoP token",
                "DPoP: proof",
                "Cookie: a=b",
                "X-HTTP-Method-Override: DELETE",
                "X-Forwarded-For: 1.2.3.4",
                "X-Forwarded-Host: evil",
                "Forwarded: for=1.2.3.4",
                "X-Original-URI: /fhir/Patient/2",
                "X-Original-Method: DELETE",
                "X-PEP-Key: guess",
                "X-Decision-Id: forged",
                "X-Client-Id: forged",
                "X-Userinfo: forged",
                "If-None-Exist: x",
                "Accept: application/fhir+json");
        assertThat(fhir.last().fields().stream()
                        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "host", "accept", "x-request-id", "x-decision-id", "x-client-id", "x-flow-id", "authorization");
        HttpMessage asked = pdp.last();
        assertThat(asked.values("X-Original-URI")).containsExactly(OPEN);
        assertThat(asked.values("X-Original-Method")).containsExactly("GET");
        assertThat(asked.values("X-PEP-Key")).containsExactly("the-pep-key-0123456789");
        assertThat(asked.values("X-HTTP-Method-Override"))
                .as("the PDP refuses it")
                .containsExactly("DELETE");
        assertThat(asked.values("X-Forwarded-For")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/Task/1", "/fhir/Task/%31//../x?a=b"})
    void aPutGoesRawToTheProxyWithItsBodyAndToken(String target) throws IOException {
        HttpMessage answer = client.sendBody(
                "PUT",
                target,
                TASK,
                "Authorization: DPoP token",
                "DPoP: proof",
                "If-Match: W/\"1\"",
                "X-Forwarded-For: 1.2.3.4");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-proxy");
        HttpMessage passed = proxy.last();
        assertThat(passed.target()).isEqualTo(target);
        assertThat(passed.method()).isEqualTo("PUT");
        assertThat(passed.body()).isEqualTo(TASK);
        assertThat(passed.values("Authorization")).containsExactly("DPoP token");
        assertThat(passed.values("DPoP")).containsExactly("proof");
        assertThat(passed.values("If-Match")).containsExactly("W/\"1\"");
        assertThat(passed.values("X-Forwarded-For")).isEmpty();
        assertThat(pdp.received()).isEmpty();
        assertThat(fhir.received()).isEmpty();
    }

    @Test
    void aBodyWhereNoneBelongsIsRefusedAndATooLargeOneToo() throws IOException {
        assertThat(client.sendBody("GET", OPEN, "x", TOKEN).status()).isEqualTo(400);
        assertThat(client.sendBody("PUT", "/fhir/Task/1", "x".repeat(300_001), TOKEN)
                        .status())
                .isEqualTo(413);
        assertThat(client.send("GET", OPEN, "Authorization: DPoP token", "Authorization: DPoP token")
                        .status())
                .isEqualTo(400);
        assertThat(client.send("GET", OPEN, "X-Long: " + "a".repeat(20_000)).status())
                .isEqualTo(431);
        assertThat(pdp.received()).isEmpty();
        assertThat(fhir.received()).isEmpty();
        assertThat(proxy.received()).isEmpty();
    }

    @Test
    void noAnswerOfThePdpIs503AndTheFhirServerSeesNothing() throws IOException {
        for (int status : new int[] {302, 404, 422, 500, 503}) {
            pdp.respondWith(RecordingServer.answering(status, List.of("X-Decision-Id: d-1"), ""));
            assertNoDecision();
        }
        pdp.respondWith((request, answer) -> answer.close());
        assertNoDecision();
        assertThat(fhir.received()).isEmpty();
    }

    private static void assertNoDecision() throws IOException {
        HttpMessage answer = client.send("GET", OPEN, TOKEN);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("decision_unavailable");
    }

    @Test
    void aFailingFhirServerIs502AndItsOwnErrorsPass() throws IOException {
        fhir.respondWith((request, answer) -> answer.close());
        HttpMessage broken = client.send("GET", OPEN, TOKEN);
        assertThat(broken.status()).isEqualTo(502);
        assertThat(broken.body()).contains("OperationOutcome", "backend_unreachable");
        fhir.respondWith(
                RecordingServer.answering(404, List.of("X-Accel-Redirect: /.notenboom/decision"), "own error"));
        HttpMessage notFound = client.send("GET", OPEN, TOKEN);
        assertThat(notFound.status()).isEqualTo(404);
        assertThat(notFound.body()).isEqualTo("own error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/fhir",
                "/fhirx/Patient/1",
                "/.notenboom/decision",
                "/fhir/../q/health",
                "/internal/vdr/v2",
                "/oauth2",
                "/pdp/v1/flows",
                "/registry/v1/events"
            })
    void whatTheModelDoesNotNameIsNotFound(String target) throws IOException {
        HttpMessage answer = client.send("GET", target, TOKEN);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.values("Content-Type")).containsExactly("application/fhir+json");
        for (RecordingServer server : List.of(pdp, fhir, proxy, auth)) {
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void notificationsGoToTheProxyAndPublicAuthPathsToTheAuthService() throws IOException {
        assertThat(client.send("POST", "/notification/task-1", "Content-Length: 0", "Authorization: DPoP token")
                        .status())
                .isEqualTo(200);
        assertThat(proxy.last().startLine()).isEqualTo("POST /notification/task-1 HTTP/1.1");
        assertThat(proxy.last().values("Authorization")).containsExactly("DPoP token");
        assertThat(client.sendBody("POST", "/oauth2/a/token?x=1", "grant", "DPoP: proof")
                        .status())
                .isEqualTo(200);
        assertThat(auth.last().startLine()).isEqualTo("POST /oauth2/a/token?x=1 HTTP/1.1");
        assertThat(auth.last().body()).isEqualTo("grant");
        assertThat(auth.last().values("DPoP")).containsExactly("proof");
        assertThat(client.send("GET", "/oauth2/%2e%2e/oauth2/x").status()).isEqualTo(400);
        assertThat(auth.received()).hasSize(1);
    }
}
