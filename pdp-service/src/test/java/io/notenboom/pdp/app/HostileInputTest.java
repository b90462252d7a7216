// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.Dialect.Protocol;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RawClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is broken, oversized or ambiguous has one status in every dialect; it is never a permit, never a fault, never repeated. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class HostileInputTest {

    private static final String MARK = "hostile-31337";
    private static final int OVER_A_MEGABYTE = 1_100_000;
    private static final int DEEP = 5_000;

    @TestHTTPResource
    URI base;

    @Inject
    FlowRegister flows;

    @Inject
    SortableIds ids;

    private OneFlow flow = new OneFlow("");

    @BeforeEach
    void aFlowAndItsClient() {
        StandIns others = new StandIns(NodeAround.others());
        others.all();
        others.token("hostile-client", HostileCalls.CLIENT, "eOverdracht-receiver", "");
        flow = OneFlow.create(flows, ids, "a", HostileCalls.CLIENT);
        Arrays.stream(Dialect.values()).forEach(HostileInputTest::register);
    }

    private static void register(Dialect dialect) {
        boolean supplied = dialect == Dialect.PXP || dialect == Dialect.KNOOPPUNT;
        given().header("Authorization", "Bearer " + NodeAround.TOKEN)
                .contentType("application/json")
                .body("{\"keySha256\":\"" + PepRegister.keyHash(HostileCalls.KEY)
                        + "\",\"kind\":\"fhir\",\"dialect\":\""
                        + dialect.wireName() + "\",\"claims\":\"" + (supplied ? "supplied" : "introspection")
                        + "\",\"bodyMode\":\"full\",\"basePath\":\"/fhir\",\"publicBaseUrl\":\"https://sender.example\","
                        + "\"profile\":\"seed/handoff-only\",\"audience\":\"" + StandIns.ISSUER
                        + "\",\"subject\":\"a\"}")
                .put("/pdp/v1/peps/" + HostileCalls.id(dialect))
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    private RawClient client() {
        return new RawClient(SocketFactory.getDefault(), base.getPort());
    }

    private static List<Dialect> of(Protocol protocol) {
        return Arrays.stream(Dialect.values())
                .filter(dialect -> dialect.protocol() == protocol)
                .toList();
    }

    private static List<Dialect> withDocuments() {
        List<Dialect> dialects = new ArrayList<>(of(Protocol.OPA));
        dialects.addAll(of(Protocol.AUTHZEN));
        return dialects;
    }

    private static void refused(String what, HttpMessage answer, int status) {
        assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .as(what)
                .doesNotContain("\"allow\":true")
                .doesNotContain("\"decision\":true")
                .doesNotContain("xception")
                .doesNotContain(MARK);
        assertThat(answer.fields()).as(what).noneMatch(field -> field.contains(MARK));
    }

    private HttpMessage document(Dialect dialect, String body, String... fields) throws IOException {
        List<String> all = new ArrayList<>(HostileCalls.credentials(dialect));
        all.addAll(List.of(fields));
        if (all.stream().noneMatch(field -> field.startsWith("Content-Type"))) {
            all.add("Content-Type: application/json");
        }
        return client().sendBody("POST", HostileCalls.path(dialect), body, all.toArray(String[]::new));
    }

    @Test
    void withoutAnythingOddEachIsPermitted() throws IOException {
        for (Dialect dialect : withDocuments()) {
            assertThat(document(dialect, HostileCalls.document(dialect, "/fhir/Composition/1", ""))
                            .body())
                    .as(dialect.wireName())
                    .containsAnyOf("\"allow\":true", "\"decision\":true");
        }
        for (Dialect dialect : of(Protocol.FORWARD)) {
            assertThat(forward(dialect, "GET", "/fhir/Composition/1", "").status())
                    .as(dialect.wireName())
                    .isEqualTo(200);
            assertThat(forward(dialect, "PUT", "/fhir/Task/" + flow.taskId(), flow.task("completed"))
                            .status())
                    .as(dialect.wireName())
                    .isEqualTo(200);
        }
    }

    @Test
    void documentsThatAreNoneAreRefused() throws IOException {
        for (Dialect dialect : withDocuments()) {
            String good = HostileCalls.document(dialect, "/fhir/Composition/1", "");
            String rest = good.substring(1);
            Map<String, String> hostile = Map.of(
                    "truncated",
                    good.substring(0, good.length() - 2),
                    "a name twice",
                    "{\"" + MARK + "\":1,\"" + MARK + "\":2," + rest,
                    "nested",
                    "{\"" + MARK + "\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "," + rest,
                    "not UTF-8",
                    "{\"x\":\"" + MARK + "\u00ff\"," + rest,
                    "half a surrogate",
                    "{\"x\":\"" + MARK + "\u00ed\u00a0\u0080\"," + rest,
                    "nothing",
                    "",
                    "an array",
                    "[" + good + "]",
                    "two",
                    good + good,
                    "a comment",
                    "/*" + MARK + "*/" + good);
            for (Map.Entry<String, String> one : hostile.entrySet()) {
                refused(dialect + ", " + one.getKey(), document(dialect, one.getValue()), 400);
            }
        }
    }

    @Test
    void bodiesHaveALimitWhetherTheySayTheirLengthOrNot() throws IOException {
        for (Dialect dialect : withDocuments()) {
            String rest =
                    HostileCalls.document(dialect, "/fhir/Composition/1", "").substring(1);
            String large = "{\"x\":\"" + MARK.repeat(OVER_A_MEGABYTE / MARK.length()) + "\"," + rest;
            refused(dialect + ", declared", oversized(dialect, "Content-Length: " + large.length()), 413);
            assertThat(chunked(dialect, large)).as(dialect.wireName()).isIn(0, 413);
        }
    }

    /** Only the head: what says that it is too large is not waited for. */
    private HttpMessage oversized(Dialect dialect, String length) throws IOException {
        List<String> fields = new ArrayList<>(HostileCalls.credentials(dialect));
        fields.add("Content-Type: application/json");
        fields.add(length);
        return client().send("POST", HostileCalls.path(dialect), fields.toArray(String[]::new));
    }

    /** The status, or 0 where the connection was closed on the sender. */
    private int chunked(Dialect dialect, String body) {
        StringBuilder text =
                new StringBuilder("POST " + HostileCalls.path(dialect) + " HTTP/1.1\r\nHost: localhost\r\n");
        HostileCalls.credentials(dialect).forEach(field -> text.append(field).append("\r\n"));
        text.append("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                .append(Integer.toHexString(body.length()))
                .append("\r\n")
                .append(body)
                .append("\r\n0\r\n\r\n");
        try {
            return client().exchange(text.toString(), false).status();
        } catch (IOException closed) {
            return 0;
        }
    }

    @Test
    void otherContentTypesAreRefused() throws IOException {
        for (Dialect dialect : withDocuments()) {
            String good = HostileCalls.document(dialect, "/fhir/Composition/1", "");
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", MARK + "/x", "*/*")) {
                refused(
                        dialect + ", " + type,
                        document(dialect, good, "Content-Type: " + type),
                        dialect == Dialect.AUTHZEN ? 400 : 415);
            }
        }
        for (Dialect dialect : withDocuments()) {
            String good = HostileCalls.document(dialect, "/fhir/Composition/1", "");
            refused(dialect + ", json", document(dialect, good, "Content-Type: " + MARK), 400);
        }
    }

    @Test
    void headersThatAreThereTwiceNameNobody() throws IOException {
        for (Dialect dialect : withDocuments()) {
            String good = HostileCalls.document(dialect, "/fhir/Composition/1", "");
            String again = HostileCalls.credentials(dialect).getLast();
            refused(dialect + ", " + again, document(dialect, good, again), 401);
        }
        for (Dialect dialect : of(Protocol.FORWARD)) {
            for (String field : HostileCalls.forwarded(dialect, "GET", "/fhir/Composition/1")) {
                boolean credentials = field.startsWith("Authorization") || field.startsWith("X-PEP-Key");
                refused(
                        dialect + ", " + field,
                        forward(dialect, "GET", "/fhir/Composition/1", "", field),
                        credentials ? 401 : 403);
            }
        }
    }

    @Test
    void targetsThatAreNoTextAreDenied() throws IOException {
        List<String> targets = List.of(
                "/fhir/Composition/%ff" + MARK,
                "/fhir/Composition/%c0%af" + MARK,
                "/fhir/Composition/1%00" + MARK,
                "/fhir/Composition/1;" + MARK,
                "/fhir/Composition/\u00ff" + MARK,
                "/fhir/Composition/\u00c3\u00a9" + MARK,
                "/fhir/Composition/1?_format=" + MARK + "%ff");
        for (String target : targets) {
            for (Dialect dialect : of(Protocol.FORWARD)) {
                // a path that somebody on the way could read otherwise is not even routed
                boolean unrouted = dialect == Dialect.ENVOY
                        && (target.contains("%00") || target.chars().anyMatch(value -> value > 0x7f));
                refused(dialect + ", " + target, forward(dialect, "GET", target, ""), unrouted ? 404 : 403);
            }
            boolean text = target.chars().allMatch(value -> value < 0x80) || target.contains("\u00c3");
            for (Dialect dialect : withDocuments()) {
                refused(
                        dialect + ", " + target,
                        document(dialect, HostileCalls.document(dialect, target, "")),
                        text ? 200 : 400);
            }
        }
    }

    @Test
    void bodiesOfUpdatesThatAreNoTaskAreDenied() throws IOException {
        String good = flow.task("completed");
        String rest = good.substring(1);
        Map<String, String> hostile = Map.of(
                "truncated",
                good.substring(0, good.length() - 1),
                "a name twice",
                "{\"status\":\"in-progress\"," + rest,
                "nested",
                "{\"" + MARK + "\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "," + rest,
                "not UTF-8",
                "{\"x\":\"" + MARK + "\u00ff\"," + rest,
                "an array",
                "[" + good + "]",
                "oversized",
                "{\"x\":\"" + MARK.repeat(300_000 / MARK.length()) + "\"," + rest);
        for (Dialect dialect : of(Protocol.FORWARD)) {
            for (Map.Entry<String, String> one : hostile.entrySet()) {
                String reason =
                        switch (one.getKey()) {
                            case "oversized" -> "body_too_large";
                            case "an array" -> "body_mismatch";
                            default -> "bad_body";
                        };
                HttpMessage answer = forward(dialect, "PUT", "/fhir/Task/" + flow.taskId(), one.getValue());
                assertThat(answer.field("X-Decision-Reason"))
                        .as(dialect + ", " + one.getKey())
                        .contains(reason);
                refused(dialect + ", " + one.getKey(), answer, reason.equals("body_mismatch") ? 422 : 403);
            }
            refused(
                    dialect + ", text/plain",
                    forward(dialect, "PUT", "/fhir/Task/" + flow.taskId(), good, "Content-Type: text/plain"),
                    403);
        }
    }

    /** The answer comes before the body ends, which it never does. */
    @Test
    void aBodyWithoutEndIsAnswered() throws IOException {
        String key = "X-PEP-Key: " + HostileCalls.KEY + "\r\n";
        String head = "PUT /authz/forward/" + HostileCalls.id(Dialect.ENVOY) + "/fhir/Task/" + flow.taskId()
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer hostile-client\r\n" + key
                + "Content-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try (Socket connection = client().connect()) {
            connection.getOutputStream().write((head + chunk.repeat(5)).getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
            HttpMessage answer = HttpMessage.readAnswer(new BufferedInputStream(connection.getInputStream()), false);
            refused("without end", answer, 403);
            assertThat(answer.field("X-Decision-Reason")).contains("body_too_large");
        }
    }

    private HttpMessage forward(Dialect dialect, String method, String target, String body, String... more)
            throws IOException {
        List<String> fields = new ArrayList<>(HostileCalls.forwarded(dialect, method, target));
        fields.addAll(List.of(more));
        String path = HostileCalls.forwardPath(dialect, target);
        String verb = dialect == Dialect.ENVOY ? method : "POST";
        if (body.isEmpty()) {
            return client().send(dialect == Dialect.ENVOY ? method : "GET", path, fields.toArray(String[]::new));
        }
        if (fields.stream().noneMatch(field -> field.startsWith("Content-Type"))) {
            fields.add("Content-Type: application/fhir+json");
        }
        return client().sendBody(verb, path, body, fields.toArray(String[]::new));
    }
}
