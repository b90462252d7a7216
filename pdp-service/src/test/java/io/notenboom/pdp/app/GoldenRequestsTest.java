// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.net.SocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gateways that cannot be run here: the bytes that each sends get the answer that the same request of the client gets in the
 * dialect of our own proxy, and have the same canonical request hash.
 */
@QuarkusTest
@WithTestResource(NodeAround.class)
class GoldenRequestsTest {

    private static final String CLIENT = "did:web:golden.example:b";
    private static final String TASK = "golden-1";
    private static final String WITHOUT_BODY = "update without its body";
    private static final List<String> HOP = List.of("host", "content-length", "connection");
    private static final List<String> COMPARED = List.of(
            "X-Decision-Reason", "X-Request-Hash", "WWW-Authenticate", "Content-Type", "X-Client-Id", "X-Obligation");

    private static boolean flowExists;

    @Inject
    FlowRegister flows;

    @Inject
    SortableIds ids;

    static List<String> gateways() {
        return GoldenRequests.gateways();
    }

    @BeforeEach
    void aFlowAndItsClient() {
        StandIns others = new StandIns(NodeAround.others());
        others.all();
        others.token("golden-client", CLIENT, "eOverdracht-receiver", "");
        NodeAround.others()
                .stubFor(post(urlEqualTo("/oauth2/a/introspect"))
                        .withRequestBody(WireMock.equalTo("token=nobody-knows-it"))
                        .willReturn(okJson("{\"active\":false}")));
        if (!flowExists) {
            flowExists = true;
            createFlow();
        }
    }

    private void createFlow() {
        Flow sample = Samples.handoff("unused");
        Instant now = Instant.now();
        TaskDocument task = (TaskDocument) TaskDocument.of(StrictJson.parse(
                "{\"resourceType\":\"Task\",\"id\":\"" + TASK + "\",\"status\":\"in-progress\",\"intent\":\"order\"}",
                1000));
        assertThat(flows.create(new Flow(
                        new FlowHeader(
                                ids.next("golden"), 1, "a", sample.header().role(), "seed/handoff-only", "test"),
                        new Parties(
                                sample.parties().sender(),
                                Party.ofDids(Set.of(CLIENT)),
                                sample.parties().fhirBase()),
                        new FlowTask(
                                TASK,
                                TaskState.IN_PROGRESS,
                                task.remainderHash(TaskState.COMPLETED),
                                FlowTask.READ_AND_UPDATE),
                        sample.grants(),
                        new Validity(now.minusSeconds(60), now.plusSeconds(3600), now.plusSeconds(3600)),
                        false)))
                .isInstanceOf(FlowRegister.Change.Done.class);
    }

    /** The registration of an enforcement point; answers its key. */
    private static String register(String id, String dialect, String bodyMode) {
        String json = "{\"kind\":\"fhir\",\"dialect\":\"" + dialect + "\",\"bodyMode\":\"" + bodyMode + "\","
                + "\"basePath\":\"/fhir\",\"publicBaseUrl\":\"https://zorg.example.nl\","
                + "\"profiles\":[\"seed/handoff-only\"],\"audience\":\"" + StandIns.ISSUER + "\",\"subject\":\"a\"}";
        String peps = "/pdp/v1/peps/" + id;
        given().header("Authorization", "Bearer " + NodeAround.TOKEN).delete(peps);
        return given().header("Authorization", "Bearer " + NodeAround.TOKEN)
                .contentType("application/json")
                .body(json)
                .put(peps)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void theBytesOfAGatewayGetTheAnswerThatTheClientsRequestGets(String gateway) throws IOException {
        GoldenRequests client = GoldenRequests.read("client");
        GoldenRequests sent = GoldenRequests.read(gateway);
        Map<String, String> keys = new TreeMap<>();
        for (String mode : List.of("full", "none")) {
            keys.put("golden-" + mode, register("golden-" + mode, sent.property("dialect"), mode));
            keys.put("original-" + mode, register("original-" + mode, "original", mode));
        }
        int compared = 0;
        for (String name : client.requests().keySet()) {
            String mode = name.equals(WITHOUT_BODY) ? "none" : "full";
            String pep = "golden-" + mode;
            Optional<String> bytes = sent.bytes(name, pep, keys.get(pep));
            if (bytes.isPresent()) {
                boolean head = bytes.get().startsWith("HEAD ");
                HttpMessage answer = exchange(bytes.get(), head);
                HttpMessage original =
                        exchange(original(client, name, "original-" + mode, keys.get("original-" + mode)), false);
                if (sent.remarks().get(name).startsWith("answered 404: ")) {
                    assertThat(answer.status()).as("%s: %s", gateway, name).isEqualTo(404);
                    assertThat(original.values("X-Decision-Reason")).containsExactly("non_canonical");
                } else {
                    assertThat(told(answer, head)).as("%s: %s", gateway, name).isEqualTo(told(original, head));
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    /** The client's request in the dialect of our own proxy. */
    private static String original(GoldenRequests client, String name, String pep, String key) throws IOException {
        HttpMessage request = HttpMessage.readRequest(new ByteArrayInputStream(
                        client.bytes(name, pep, key).orElseThrow().getBytes(StandardCharsets.ISO_8859_1)))
                .orElseThrow();
        boolean bodied = !name.equals(WITHOUT_BODY);
        StringBuilder text = new StringBuilder("POST /authz/forward/" + pep + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String field : request.fields()) {
            String lower = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
            if (!HOP.contains(lower) && !lower.startsWith("x-forwarded-") && !lower.startsWith("x-original-")) {
                text.append(field).append("\r\n");
            }
        }
        String body = bodied ? request.body() : "";
        return text.append("X-PEP-Key: ")
                .append(key)
                .append("\r\n")
                .append("X-Original-Method: ")
                .append(request.method())
                .append("\r\n")
                .append("X-Original-URI: ")
                .append(request.target())
                .append("\r\n")
                .append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    private static HttpMessage exchange(String bytes, boolean head) throws IOException {
        return new RawClient(SocketFactory.getDefault(), RestAssured.port).exchange(bytes, head);
    }

    /** All that a gateway acts on; a decision has an id of its own. */
    private static Map<String, Object> told(HttpMessage answer, boolean head) {
        Map<String, Object> told = new TreeMap<>();
        told.put("status", answer.status());
        COMPARED.forEach(name -> told.put(name, answer.values(name)));
        String id = answer.field("X-Decision-Id").orElse("");
        told.put("has a decision id", !id.isEmpty());
        if (!head) {
            told.put("body", answer.body().replace(id, ""));
        }
        return told;
    }

    @Test
    void everyFileHasEveryRequestAndSaysWhereItWasLearned() {
        Set<String> names = GoldenRequests.read("client").requests().keySet();
        assertThat(gateways()).contains("apisix", "gateway-api", "kong", "nginx-plus", "traefik");
        for (String gateway : gateways()) {
            GoldenRequests sent = GoldenRequests.read(gateway);
            assertThat(sent.requests().keySet()).as(gateway).isEqualTo(names);
            assertThat(sent.property("learned from")).as(gateway).isNotBlank();
            assertThat(sent.property("run")).as(gateway).isNotBlank();
            sent.requests().forEach((name, text) -> assertThat(
                            text.isEmpty() && !sent.remarks().get(name).startsWith("not sent: "))
                    .as("%s: %s is neither there nor explained", gateway, name)
                    .isFalse());
        }
    }

    /** A golden answer that is the same for everything would show nothing. */
    @Test
    void theRequestsOfTheClientGetDifferentAnswers() throws IOException {
        GoldenRequests client = GoldenRequests.read("client");
        String full = register("original-full", "original", "full");
        String none = register("original-none", "original", "none");
        Map<String, String> answers = new TreeMap<>();
        for (String name : client.requests().keySet()) {
            boolean bodiless = name.equals(WITHOUT_BODY);
            HttpMessage answer = exchange(
                    original(client, name, bodiless ? "original-none" : "original-full", bodiless ? none : full),
                    false);
            answers.put(
                    name,
                    answer.status() + " " + answer.field("X-Decision-Reason").orElse("permitted"));
        }
        assertThat(answers)
                .containsEntry("allow", "200 permitted")
                .containsEntry("document", "200 permitted")
                .containsEntry("format", "200 permitted")
                .containsEntry("update", "200 permitted")
                .containsEntry("update without its body", "403 body_required")
                .containsEntry("wrong resource", "403 not_in_flow")
                .containsEntry("forged target", "403 not_in_flow")
                .containsEntry("wrong method", "403 method_not_allowed")
                .containsEntry("no token", "401 token_missing")
                .containsEntry("bad token", "401 token_inactive")
                .containsEntry("dot segments", "403 non_canonical");
        assertThat(answers.values().stream().filter(answer -> answer.startsWith("200")))
                .hasSize(4);
    }
}
