// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.gateway.selftest.BackendWatch;
import io.notenboom.gateway.selftest.PermittedRequest;
import io.notenboom.gateway.selftest.RawAnswer;
import io.notenboom.gateway.selftest.SelfTest;
import io.notenboom.gateway.selftest.Target;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every gateway has to do with the configuration rendered for it: the real program between a PDP, a FHIR server, an AAA-proxy
 * and an auth-service that record what they see. One subclass for each gateway.
 */
@Timeout(120)
abstract class GatewayContract {

    static final String OPEN = CarefulPdp.OPEN;
    static final String[] TOKEN = {"Authorization: DPoP token", "DPoP: proof"};
    static final String TASK = "{\"resourceType\":\"Task\",\"status\":\"completed\",\"id\":\"1\"}";
    private static final Set<Integer> REFUSED = Set.of(400, 403, 404);
    private static final Set<String> TO_BACKEND = Set.of(
            "host",
            "accept",
            "x-request-id",
            "x-decision-id",
            "x-client-id",
            "x-flow-id",
            "x-user-id",
            "x-organization-id",
            "authorization",
            "accept-encoding",
            "connection",
            "user-agent");

    private final RunnableGateway kind;
    private Site site;

    GatewayContract(RunnableGateway kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = kind.find();
        if (program.isEmpty()) {
            System.out.println("SKIPPED: " + kind.missing() + "; the rendered configuration was not run");
        }
        assumeTrue(program.isPresent(), kind.missing());
        site = Site.of(kind, program.get());
        site.forget();
    }

    Site site() {
        return site;
    }

    @Test
    void aPermittedReadReachesTheFhirServerWithTheGatewaysOwnCredentials() throws IOException {
        HttpMessage answer = site.client().send("GET", OPEN, TOKEN);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"resourceType\":\"Composition\"}");
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-200");
        assertThat(answer.values("ETag")).containsExactly("W/\"1\"");
        assertThat(answer.values("X-Powered-By")).isEmpty();
        assertThat(answer.values("Set-Cookie")).isEmpty();

        HttpMessage asked = site.pdp().last();
        assertThat(asked.target()).startsWith("/authz/forward/fhir-gateway");
        assertThat(asked.values("X-PEP-Key")).containsExactly("the-pep-key-0123456789");
        assertThat(asked.values("X-Original-Method")).containsExactly("GET");
        assertThat(asked.values("X-Original-URI")).containsExactly(OPEN);
        assertThat(asked.values("DPoP")).containsExactly("proof");

        HttpMessage passed = site.fhir().last();
        assertThat(passed.startLine()).isEqualTo("GET " + OPEN + " HTTP/1.1");
        assertThat(passed.values("Authorization")).containsExactly("Basic b3duOnNlY3JldA==");
        assertThat(passed.values("X-Decision-Id")).containsExactly("d-200");
        assertThat(passed.values("X-Client-Id")).containsExactly("did:web:b.example");
        assertThat(passed.values("X-User-Id")).containsExactly("user-1");
        assertThat(passed.values("X-Organization-Id")).containsExactly("did:web:b.example");
    }

    @Test
    void refusalsAreJsonWithReasonAndDecisionAndReachNoFhirServer() throws IOException {
        assertRefused(site.client().send("GET", "/fhir/Patient/9", TOKEN), 403, "resource_in_flow", "d-403");
        assertRefused(site.client().send("DELETE", OPEN, TOKEN), 403, "method_allowed", "d-403");
        HttpMessage noToken = site.client().send("GET", OPEN);
        assertRefused(noToken, 401, "token_active", "d-401");
        assertThat(noToken.values("WWW-Authenticate")).containsExactly("DPoP algs=\"ES256\"");
        assertRefused(
                site.client().send("GET", OPEN, "Authorization: DPoP other", "DPoP: proof"),
                401,
                "token_active",
                "d-401");
        HttpMessage head = site.client().send("HEAD", "/fhir/Patient/9", TOKEN);
        assertThat(head.status()).isEqualTo(403);
        assertThat(head.values("X-Decision-Id")).containsExactly("d-403");
        assertThat(site.fhir().received()).isEmpty();
    }

    @Test
    void aReplayedProofIsRefusedTheSecondTime() throws IOException {
        String[] fields = {"Authorization: DPoP token", "DPoP: once-1"};
        assertThat(site.client().send("GET", OPEN, fields).status()).isEqualTo(200);
        assertRefused(site.client().send("GET", OPEN, fields), 401, "sender_constraint", "d-401");
        assertThat(site.fhir().received()).hasSize(1);
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
    }

    /** Either the gateway refuses what it would read differently, or both see the same; most see what the client sent. */
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
        int status = site.client().send("GET", target, TOKEN).status();
        if (status == 200) {
            assertThat(site.pdp().last().values("X-Original-URI"))
                    .containsExactly(site.fhir().last().target());
        } else {
            assertThat(status).isIn(REFUSED);
            assertThat(site.fhir().received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/open/9?_format=json", "/fhir/open/9?a=b&c=d", "/fhir/open/a.b-C.9"})
    void plainTargetsKeepTheirBytes(String target) throws IOException {
        assertThat(site.client().send("GET", target, TOKEN).status()).isEqualTo(200);
        assertThat(site.pdp().last().values("X-Original-URI")).containsExactly(target);
        assertThat(site.fhir().last().target()).isEqualTo(target);
    }

    @Test
    void nothingOfTheClientThatCouldMisleadReachesTheFhirServer() throws IOException {
        HttpMessage answer = site.client()
                .send(
                        "GET",
                        OPEN,
                        "Authorization: DPoP token",
                        "DPoP: proof",
                        "Cookie: a=b",
                        "X-Forwarded-For: 1.2.3.4",
                        "X-Forwarded-Host: evil",
                        "X-Forwarded-Proto: gopher",
                        "Forwarded: for=1.2.3.4",
                        "X-Original-URI: /fhir/Patient/2",
                        "X-Original-Method: DELETE",
                        "X-Envoy-Original-Path: /fhir/Patient/2",
                        "X-Rewrite-URL: /fhir/Patient/2",
                        "X-PEP-Key: guess",
                        "X-Decision-Id: forged",
                        "X-Client-Id: forged",
                        "X-User-Id: forged",
                        "X-Userinfo: forged",
                        "Accept: application/fhir+json");
        assertThat(answer.status()).isEqualTo(200);
        HttpMessage passed = site.fhir().last();
        assertThat(TO_BACKEND)
                .containsAll(passed.fields().stream()
                        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
        assertThat(passed.values("X-Client-Id")).containsExactly("did:web:b.example");
        assertThat(passed.values("X-User-Id")).containsExactly("user-1");
        assertThat(passed.values("X-Decision-Id")).containsExactly("d-200");
        assertThat(passed.values("Authorization")).containsExactly("Basic b3duOnNlY3JldA==");
        HttpMessage asked = site.pdp().last();
        assertThat(asked.values("X-Original-URI")).containsExactly(OPEN);
        assertThat(asked.values("X-Original-Method")).containsExactly("GET");
        assertThat(asked.values("X-PEP-Key")).containsExactly("the-pep-key-0123456789");
    }

    @Test
    void aWriteReachesTheFhirServerByNoOtherWayThanADecisionAboutItsBody() throws IOException {
        HttpMessage answer = site.client().sendBody("PUT", "/fhir/Task/1", TASK, write("If-Match: W/\"1\""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TASK);
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-proxy");
        HttpMessage passed = site.proxy().last();
        assertThat(passed.startLine()).isEqualTo("PUT /fhir/Task/1 HTTP/1.1");
        assertThat(passed.body()).isEqualTo(TASK);
        assertThat(passed.values("Authorization")).containsExactly("DPoP token");
        assertThat(passed.values("DPoP")).containsExactly("proof");
        assertThat(passed.values("If-Match")).containsExactly("W/\"1\"");
        assertThat(passed.values("X-Forwarded-For")).isEmpty();
        assertThat(passed.values("X-Original-URI")).isEmpty();
        assertThat(site.pdp().received()).isEmpty();
        assertThat(site.fhir().received()).isEmpty();
    }

    static String[] write(String... further) {
        List<String> fields = new ArrayList<>(List.of(TOKEN));
        fields.addAll(List.of(
                "Content-Type: application/fhir+json", "X-Forwarded-For: 1.2.3.4", "X-Original-URI: /fhir/Task/2"));
        fields.addAll(List.of(further));
        return fields.toArray(String[]::new);
    }

    @Test
    void aBodyWhereNoneBelongsIsRefusedAndATooLargeOneToo() throws IOException {
        assertThat(site.client().sendBody("GET", OPEN, "x", TOKEN).status()).isEqualTo(400);
        assertThat(site.client()
                        .offerBody("PUT", "/fhir/Task/1", "x".repeat(300_001), TOKEN)
                        .status())
                .isEqualTo(413);
        assertThat(site.client()
                        .send("GET", OPEN, "X-Long: " + "a".repeat(40_000))
                        .status())
                .isIn(400, 431);
        assertThat(site.fhir().received()).isEmpty();
        assertThat(site.client()
                        .send("GET", OPEN, "Authorization: DPoP token", "Authorization: DPoP token")
                        .status())
                .isIn(400, 401);
        assertThat(site.fhir().received()).isEmpty();
    }

    @Test
    void noAnswerOfThePdpMeansNoAccess() throws IOException {
        for (int status : new int[] {302, 404, 500, 503}) {
            site.pdp().respondWith(RecordingServer.answering(status, List.of("X-Decision-Id: d-1"), ""));
            assertThat(site.client().send("GET", OPEN, TOKEN).status())
                    .as("the PDP answered %d", status)
                    .isGreaterThanOrEqualTo(300);
        }
        site.pdp().respondWith((request, answer) -> answer.close());
        assertNoDecision();
        CountDownLatch end = new CountDownLatch(1);
        site.pdp().respondWith((request, answer) -> await(end));
        assertNoDecision();
        end.countDown();
        assertThat(site.fhir().received()).isEmpty();
    }

    private void assertNoDecision() throws IOException {
        HttpMessage answer = site.client().send("GET", OPEN, TOKEN);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("OperationOutcome");
        assertThat(site.fhir().received()).isEmpty();
    }

    @Test
    void aFailingFhirServerIsToldAndItsOwnErrorsPass() throws IOException {
        site.fhir().respondWith((request, answer) -> answer.close());
        HttpMessage broken = site.client().send("GET", OPEN, TOKEN);
        assertThat(broken.status()).isIn(502, 503);
        assertThat(broken.body()).contains("OperationOutcome");
        CountDownLatch end = new CountDownLatch(1);
        site.fhir().respondWith((request, answer) -> await(end));
        assertThat(site.client().send("GET", OPEN, TOKEN).status()).isIn(502, 504);
        end.countDown();
        site.fhir()
                .respondWith(
                        RecordingServer.answering(404, List.of("X-Accel-Redirect: /.notenboom/decision"), "own error"));
        HttpMessage notFound = site.client().send("GET", OPEN, TOKEN);
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
                "/.notenboom/error",
                "/internal/vdr/v2",
                "/oauth2",
                "/pdp/v1/flows",
                "/registry/v1/events"
            })
    void whatTheModelDoesNotNameIsNotFound(String target) throws IOException {
        HttpMessage answer = site.client().send("GET", target, TOKEN);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.values("Content-Type")).containsExactly("application/fhir+json");
        for (RecordingServer server : site.servers()) {
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void notificationsGoToTheProxyAndPublicAuthPathsToTheAuthService() throws IOException {
        assertThat(site.client()
                        .send("POST", "/notification/task-1", "Content-Length: 0", "Authorization: DPoP token")
                        .status())
                .isEqualTo(200);
        assertThat(site.proxy().last().startLine()).isEqualTo("POST /notification/task-1 HTTP/1.1");
        assertThat(site.proxy().last().values("Authorization")).containsExactly("DPoP token");
        assertThat(site.client()
                        .sendBody("POST", "/oauth2/a/token?x=1", "grant", "DPoP: proof")
                        .status())
                .isEqualTo(200);
        assertThat(site.auth().last().startLine()).isEqualTo("POST /oauth2/a/token?x=1 HTTP/1.1");
        assertThat(site.auth().last().body()).isEqualTo("grant");
        assertThat(site.auth().last().values("DPoP")).containsExactly("proof");
        assertThat(site.client().send("GET", "/oauth2/%2e%2e/oauth2/x").status())
                .isEqualTo(400);
        assertThat(site.auth().received()).hasSize(1);
    }

    @Test
    void noKnownWayAroundADecisionReachesTheFhirServer() throws IOException {
        AtomicInteger seen = new AtomicInteger();
        SelfTest test = new SelfTest(
                new Target(true, "localhost", site.client().port(), site.tls().context()),
                PermittedRequest.of(OPEN, List.of(TOKEN)),
                new BackendWatch() {
                    @Override
                    public boolean reached(RawAnswer answer) {
                        int now = site.fhir().received().size();
                        return seen.getAndSet(now) < now;
                    }

                    @Override
                    public String describe() {
                        return "a recording server";
                    }
                });
        SelfTest.Report report = test.run();
        assertThat(report.watched()).isTrue();
        assertThat(report.through().stream()
                        .map(result -> result.probe().line() + " "
                                + result.probe().what() + ": "
                                + result.probe().method() + " " + result.probe().target() + " -> "
                                + result.answer().status()))
                .isEmpty();
        assertThat(site.fhir().received()).hasSize(2);
    }

    static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
