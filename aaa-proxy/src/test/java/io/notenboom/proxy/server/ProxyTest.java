// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.Permits;
import io.notenboom.testkit.http.RecordingServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyTest {

    private static final List<String> REFUSED =
            List.of("Content-Type: application/fhir+json", "X-Decision-Id: d-2", "X-Decision-Reason: resource_in_flow");
    private static final String OUTCOME = "{\"resourceType\":\"OperationOutcome\"}";
    private static final String TASK = "{\"resourceType\":\"Task\",\"id\":\"1\",\"status\":\"completed\"}";

    @TempDir
    Path folder;

    private ProxyFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new ProxyFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aPermittedReadIsPassedOnAndItsDecisionToldToBothSides() throws IOException {
        HttpMessage answer = fixture.client.send(
                "GET", "/fhir/Composition/1", "Authorization: DPoP token", "DPoP: proof", "X-Request-Id: r-1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"a\":1}");
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-1");
        assertThat(answer.values("X-Request-Id")).containsExactly("r-1");

        HttpMessage asked = fixture.pdp.last();
        assertThat(asked.startLine()).isEqualTo("POST /authz/forward/fhir-proxy HTTP/1.1");
        assertThat(asked.values("X-PEP-Key")).containsExactly(ProxyFixture.FHIR_KEY);
        assertThat(asked.values("X-Original-Method")).containsExactly("GET");
        assertThat(asked.values("X-Original-URI")).containsExactly("/fhir/Composition/1");
        assertThat(asked.values("Authorization")).containsExactly("DPoP token");
        assertThat(asked.values("DPoP")).containsExactly("proof");

        HttpMessage passed = fixture.backend.last();
        assertThat(passed.startLine()).isEqualTo("GET /fhir/Composition/1 HTTP/1.1");
        assertThat(passed.values("Authorization")).containsExactly("Basic b3duOnNlY3JldA==");
        assertThat(passed.values("X-Decision-Id")).containsExactly("d-1");
        assertThat(passed.values("X-Client-Id")).containsExactly("did:web:b.example");
        assertThat(passed.values("X-Flow-Id")).containsExactly("f-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Task/1/../../Patient/9",
                "/fhir/%2e%2e/Patient/9",
                "/fhir//Patient/9",
                "/fhir/Patient/9;x=y",
                "/fhir/Patient%2F9",
                "/fhir/Patient/9?_format=json&_format=xml",
                "/fhir/Patient/9?a=b?c",
                "/fhir/Patient/9?_include=*:iterate|%00",
                "/fhir/Patient/9/",
                "/fhir/Patient/9?x=\\..\\\"<>{}^`",
                "/fhir/Patient/9#fragment",
                "/fhir/Composition/1/%24document"
            })
    void pdpAndBackendSeeTheSameBytes(String target) throws IOException {
        assertThat(fixture.client.send("GET", target).status()).isEqualTo(200);
        assertThat(fixture.pdp.last().values("X-Original-URI")).containsExactly(target);
        assertThat(fixture.backend.last().target()).isEqualTo(target);
    }

    @Test
    void nothingOfTheClientThatCouldMisleadReachesTheBackend() throws IOException {
        var unused = fixture.client.send(
                "GET",
                "/fhir/Patient/1",
                "Authorization: Bearer secret",
                "DPoP: proof",
                "Cookie: a=b",
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: DELETE",
                "X-Method-Override: DELETE",
                "X-Forwarded-For: 1.2.3.4",
                "X-Forwarded-Host: evil",
                "Forwarded: for=1.2.3.4",
                "X-Original-URI: /fhir/Patient/2",
                "X-PEP-Key: guess",
                "X-Decision-Id: forged",
                "X-Client-Id: forged",
                "X-Userinfo: forged",
                "X-User-Id: forged",
                "X-Client-Certificate: forged",
                "X-Access-Token: forged",
                "If-None-Exist: x",
                "Connection: X-Custom",
                "X-Custom: hop",
                "Accept: application/fhir+json",
                "If-None-Match: W/\"1\"");
        assertThat(fixture.backend.last().fields().stream()
                        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "accept",
                        "if-none-match",
                        "x-request-id",
                        "x-decision-id",
                        "x-client-id",
                        "x-flow-id",
                        "x-user-id",
                        "x-organization-id",
                        "authorization",
                        "connection",
                        "host");
        assertThat(fixture.backend.last().values("X-Client-Id")).containsExactly("did:web:b.example");
        assertThat(fixture.backend.last().values("X-User-Id")).containsExactly("user-1");
        HttpMessage asked = fixture.pdp.last();
        assertThat(asked.values("X-Client-Certificate"))
                .doesNotContain("forged")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(asked.values("X-HTTP-Method-Override"))
                .as("the PDP refuses it")
                .containsExactly("DELETE");
        assertThat(asked.values("X-PEP-Key")).containsExactly(ProxyFixture.FHIR_KEY);
        assertThat(asked.values("X-Original-URI")).containsExactly("/fhir/Patient/1");
        assertThat(asked.values("X-Forwarded-For")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 422})
    void aRefusalOfThePdpIsRelayed(int status) throws IOException {
        List<String> fields = new ArrayList<>(REFUSED);
        fields.add("WWW-Authenticate: DPoP algs=\"ES256\"");
        fields.add("Set-Cookie: internal=1");
        fixture.pdp.respondWith(RecordingServer.answering(status, fields, OUTCOME));
        HttpMessage answer = fixture.client.send("GET", "/fhir/Patient/9");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(OUTCOME);
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-2");
        assertThat(answer.values("X-Decision-Reason")).containsExactly("resource_in_flow");
        assertThat(answer.values("WWW-Authenticate")).containsExactly("DPoP algs=\"ES256\"");
        assertThat(answer.values("Set-Cookie")).isEmpty();
        assertThat(fixture.backend.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 404, 429, 500, 503})
    void anyOtherAnswerOfThePdpIsNoDecision(int status) throws IOException {
        fixture.pdp.respondWith(RecordingServer.answering(status, ProxyFixture.PERMIT, ""));
        assertNoDecision();
    }

    @Test
    void aPermitWithoutDecisionIdIsNoDecision() throws IOException {
        fixture.pdp.respondWith(Permits.everything());
        assertNoDecision();
    }

    @Test
    void aPermitOfAnotherRequestIsNoDecision() throws IOException {
        HttpMessage another = new HttpMessage(
                "POST /authz/forward/fhir-proxy HTTP/1.1",
                List.of("X-Original-Method: GET", "X-Original-URI: /fhir/Composition/1?_format=xml"),
                "");
        fixture.pdp.respondWith((request, answer) -> answer.write(Permits.of(another, "X-Decision-Id: d-1")));
        assertNoDecision();
        fixture.pdp.respondWith(RecordingServer.answering(200, ProxyFixture.PERMIT, ""));
        assertNoDecision();
    }

    @Test
    void aPdpThatIsDownSilentOrEndlessIsNoDecision() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        fixture.pdp.respondWith((request, answer) -> await(end));
        assertNoDecision();
        end.countDown();
        fixture.pdp.respondWith(RecordingServer.answering(403, REFUSED, "x".repeat(100_000)));
        assertNoDecision();
        fixture.pdp.close();
        assertNoDecision();
    }

    private void assertNoDecision() throws IOException {
        HttpMessage answer = fixture.client.send("GET", "/fhir/Patient/1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("OperationOutcome", "decision_unavailable");
        assertThat(fixture.backend.received()).isEmpty();
    }

    @Test
    void aBackendThatIsDownIs502AndASlowOneIs504() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        fixture.backend.respondWith((request, answer) -> await(end));
        HttpMessage slow = fixture.client.send("GET", "/fhir/Patient/1");
        end.countDown();
        assertThat(slow.status()).isEqualTo(504);
        assertThat(slow.values("X-Decision-Id")).containsExactly("d-1");
        fixture.backend.close();
        assertThat(fixture.client.send("GET", "/fhir/Patient/1").status()).isEqualTo(502);
    }

    @Test
    void aBackendThatRefusesTheProxysOwnCredentialsIs502() throws IOException {
        fixture.backend.respondWith(
                RecordingServer.answering(401, List.of("WWW-Authenticate: Basic realm=\"fhir\""), "no"));
        HttpMessage answer = fixture.client.send("GET", "/fhir/Patient/1");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.values("WWW-Authenticate")).isEmpty();
    }

    @Test
    void pdpAndBackendGetTheSameBodyOfATaskUpdateAndTheAnswerIsConfirmed() throws IOException {
        confirmationsAnswer(204);
        HttpMessage answer = fixture.client.sendBody(
                "PUT", "/fhir/Task/1", TASK, "Content-Type: application/fhir+json", "If-Match: W/\"1\"");
        assertThat(answer.status()).isEqualTo(200);
        HttpMessage asked = fixture.pdp.received().get(0);
        assertThat(asked.body()).isEqualTo(TASK);
        assertThat(asked.values("Content-Type")).containsExactly("application/fhir+json");
        assertThat(fixture.backend.last().body()).isEqualTo(TASK);
        assertThat(fixture.backend.last().values("If-Match")).containsExactly("W/\"1\"");
        HttpMessage confirmation = fixture.pdp.received().get(1);
        assertThat(confirmation.startLine()).isEqualTo("POST /pdp/v1/decisions/d-1/confirmation HTTP/1.1");
        assertThat(confirmation.body()).isEqualTo("{\"status\":200}");
        assertThat(confirmation.values("X-PEP-Key")).containsExactly(ProxyFixture.FHIR_KEY);
    }

    @Test
    void aConfirmationThatFailsIsRepeatedAndTheClientStillGetsItsAnswer() throws IOException {
        confirmationsAnswer(500);
        assertThat(fixture.client.sendBody("PUT", "/fhir/Task/1", TASK).status())
                .isEqualTo(200);
        assertThat(fixture.pdp.received()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aTaskUpdateWhoseClientGoesAwayIsStillConfirmed() throws Exception {
        confirmationsAnswer(204);
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        fixture.backend.respondWith((request, answer) -> {
            arrived.countDown();
            await(gone);
            answer.write(RecordingServer.answer(200, List.of(), ""));
        });
        try (Socket connection = fixture.client.connect()) {
            String request = "PUT /fhir/Task/1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + TASK.length()
                    + "\r\n\r\n" + TASK;
            connection.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            arrived.await();
        }
        CompletableFuture<Void> drained = fixture.active.drain();
        assertThat(drained).isNotDone();
        gone.countDown();
        drained.get(5, TimeUnit.SECONDS);
        assertThat(fixture.pdp.last().startLine()).contains("/confirmation");
    }

    @Test
    void aHeadIsAnsweredWithTheHeadersOfTheBackend() throws IOException {
        fixture.backend.respondWith((request, answer) -> answer.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\nETag: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));
        HttpMessage answer = fixture.client.send("HEAD", "/fhir/Patient/1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.values("Content-Length")).containsExactly("1234");
        assertThat(answer.values("ETag")).containsExactly("x");
    }

    private void confirmationsAnswer(int status) {
        fixture.pdp.respondWith((request, answer) -> answer.write(
                request.target().startsWith("/authz/")
                        ? Permits.of(request, "X-Decision-Id: d-1", "X-Obligation: confirm")
                        : RecordingServer.answer(status, List.of(), "")));
    }

    @Test
    void aTaskUpdateThatIsTooLargeReachesNobody() throws IOException {
        String body = "x".repeat(262_145);
        assertThat(fixture.client.sendBody("PUT", "/fhir/Task/1", body).status())
                .isEqualTo(413);
        String chunked = "PUT /fhir/Task/1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        assertThat(fixture.client.exchange(chunked, false).status()).isEqualTo(413);
        assertThat(fixture.pdp.received()).isEmpty();
        assertThat(fixture.backend.received()).isEmpty();
    }

    @Test
    void aChunkedTaskUpdateIsReadWhole() throws IOException {
        String chunked = "PUT /fhir/Task/1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n";
        assertThat(fixture.client.exchange(chunked, false).status()).isEqualTo(200);
        assertThat(fixture.pdp.last().body()).isEqualTo("firstsecond");
        assertThat(fixture.backend.last().body()).isEqualTo("firstsecond");
        assertThat(fixture.backend.last().values("Transfer-Encoding")).isEmpty();
    }

    @Test
    void aClientThatWaitsForContinueIsToldToSendItsBody() throws IOException {
        try (Socket connection = fixture.client.connect()) {
            String head = "PUT /fhir/Task/1 HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
                    + TASK.length() + "\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
            assertThat(new String(in.readNBytes(25), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 100 Continue\r\n");
            connection.getOutputStream().write(TASK.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(HttpMessage.readAnswer(in, false).status()).isEqualTo(200);
        }
        assertThat(fixture.backend.last().body()).isEqualTo(TASK);
        assertThat(fixture.backend.last().values("Expect")).isEmpty();
    }

    @Test
    void ambiguousRequestsAreRefusedBeforeAnyoneInterpretsThem() throws IOException {
        assertThat(status("Authorization: Bearer a", "Authorization: Bearer b")).isEqualTo(400);
        assertThat(status("DPoP: a", "DPoP: b")).isEqualTo(400);
        assertThat(status("Host: evil.example")).as("a second Host").isEqualTo(400);
        assertThat(status("Content-Length: 0", "Transfer-Encoding: gzip, chunked"))
                .isEqualTo(400);
        assertThat(status("X-Long: " + "a".repeat(20_000))).isEqualTo(431);
        assertThat(fixture.client.sendBody("GET", "/fhir/Patient/1", "x").status())
                .isEqualTo(400);
        assertThat(fixture.client.send("GET", "https://evil/fhir/Patient/1").status())
                .isEqualTo(400);
        assertThat(fixture.client.send("GET", "/fhir/Patient/\u00e9").status()).isEqualTo(400);
        assertThat(fixture.client.send("GET", "/fhir/" + "a".repeat(9_000)).status())
                .isEqualTo(414);
        assertThat(fixture.pdp.received()).isEmpty();
        assertThat(fixture.backend.received()).isEmpty();
    }

    private int status(String... fields) throws IOException {
        return fixture.client.send("GET", "/fhir/Patient/1", fields).status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/fhir",
                "/fhirx/Patient/1",
                "/FHIR/Patient/1",
                "/other/../fhir/Patient/1",
                "//fhir/Patient/1",
                "/q/health"
            })
    void pathsOutsideTheBaseAreNotFound(String target) throws IOException {
        assertThat(fixture.client.send("GET", target).status()).isEqualTo(404);
        assertThat(fixture.pdp.received()).isEmpty();
        assertThat(fixture.backend.received()).isEmpty();
    }

    @Test
    void aNotificationIsDecidedWithItsOwnKeyAndReachesNoBackend() throws IOException {
        HttpMessage answer = fixture.client.send("POST", "/notification/task-1", "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-1");
        assertThat(fixture.pdp.last().startLine()).isEqualTo("POST /authz/forward/notification HTTP/1.1");
        assertThat(fixture.pdp.last().values("X-PEP-Key")).containsExactly(ProxyFixture.NOTIFICATION_KEY);
        assertThat(fixture.pdp.last().values("X-Original-Method")).containsExactly("POST");
        fixture.pdp.respondWith(RecordingServer.answering(403, REFUSED, OUTCOME));
        assertThat(fixture.client
                        .send("POST", "/notification/task-1", "Content-Length: 0")
                        .status())
                .isEqualTo(403);
        assertThat(fixture.client.sendBody("POST", "/notification/task-1", "x").status())
                .isEqualTo(413);
        assertThat(fixture.backend.received()).isEmpty();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
