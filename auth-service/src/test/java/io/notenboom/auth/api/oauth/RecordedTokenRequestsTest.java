// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.admission.Admission;
import io.notenboom.auth.fakes.RecordedExchange;
import io.notenboom.auth.fakes.RecordedServer;
import io.notenboom.trust.limit.Allowance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every token request that was recorded at Nuts nodes v6.2.10 and master is sent to our token endpoint, in the order and at
 * the time of the recording: the answer is the same, but for the differences that are named here.
 */
class RecordedTokenRequestsTest {

    private static final List<String> VERSIONS = List.of("v6.2.10", "master");

    /** What they accept, or cannot answer, and ours refuses: the item, and our error code. */
    private static final Map<String, String> REFUSED_HERE = Map.ofEntries(
            // the proof is for another URL, or an hour old: both go unnoticed there
            Map.entry("own-client-dpop-other-htu", "invalid_dpop_proof"),
            Map.entry("own-client-dpop-old-iat", "invalid_dpop_proof"),
            // a member added to a signed credential after issuing
            Map.entry("own-client-undefined-term", "invalid_request"),
            // revoked, seen through a status list of 15 minutes ago
            Map.entry("own-client-revoked-cached-list", "invalid_request"),
            // vp.holder is another DID than iss
            Map.entry("holder-mismatch", "invalid_request"),
            // RFC 6749 section 3.2: no parameter twice
            Map.entry("duplicate-scope", "invalid_request"),
            // the connection is dropped there
            Map.entry("array-under-pattern", "invalid_request"),
            // an HTML page there
            Map.entry("no-accept-header", "invalid_scope"),
            // a grant that is offered here, and wants other parameters
            Map.entry("jwt-bearer-grant", "invalid_request"),
            // a grant that is not offered here
            Map.entry("code-grant-missing-code", "unsupported_grant_type"));

    /** The first use of the nonce is not part of the recording, so the request is sent once before. */
    private static final Set<String> USED_BEFORE = Set.of("replayed-nonce", "replayed-nonce-new-vp");

    /** Refused by one version, or by both for a format name, and accepted here. */
    private static final Set<String> ACCEPTED_HERE =
            Set.of("no-nbf", "skew-3s-past", "skew-3s-future", "own-client-vp-array-a");

    @TestFactory
    @DisplayName("accepts presentations of both versions, JSON-LD ones, and arrays; refuses as recorded")
    Stream<DynamicTest> answersEveryRecordedTokenRequestEqually() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : VERSIONS) {
            RecordedServer server = new RecordedServer(version);
            TokenResource resource = new TokenResource(
                    server.endpoint,
                    new Admission(1, Duration.ofSeconds(1)),
                    new FailedSignatures(() -> "source", new Allowance(0, server.clock)));
            Stream.of("token", "token-errors")
                    .flatMap(folder -> server.exchanges(folder).stream())
                    .filter(exchange -> exchange.url().getPath().endsWith("/token")
                            && exchange.method().equals("POST"))
                    .sorted(Comparator.comparing(RecordedExchange::at))
                    .forEach(exchange -> tests.add(DynamicTest.dynamicTest(version + " " + exchange.item(), () -> {
                        server.clock.set(exchange.at());
                        if (USED_BEFORE.contains(exchange.item())) {
                            assertThat(send(resource, exchange).getStatus()).isEqualTo(200);
                        }
                        check(exchange, send(resource, exchange));
                    })));
        }
        return tests.stream();
    }

    @TestFactory
    @DisplayName("definition endpoint: double GET, max-age 300, invalid_scope, wallet_owner_type")
    Stream<DynamicTest> answersEveryRecordedDefinitionRequestEqually() {
        // a subject that does not exist, an HTML page instead of an error, a null instead of an empty list
        Set<String> different = Set.of("unknown-subject");
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : VERSIONS) {
            RecordedServer server = new RecordedServer(version);
            PresentationDefinitionResource resource =
                    new PresentationDefinitionResource(server.subjects, server.policies);
            for (RecordedExchange exchange : server.exchanges("pd")) {
                if (different.contains(exchange.item())) {
                    continue;
                }
                tests.add(DynamicTest.dynamicTest(version + " " + exchange.item(), () -> {
                    Response answer = resource.definition(
                            exchange.subject(), exchange.query("scope"), exchange.query("wallet_owner_type"));
                    if (exchange.item().equals("extra-scopes")) {
                        // v6.2.10 refuses, master answers what the token endpoint then refuses
                        assertThat(answer.getStatus()).isEqualTo(400);
                        return;
                    }
                    assertThat(answer.getStatus()).isEqualTo(exchange.status());
                    JsonNode body = (JsonNode) answer.getEntity();
                    if (exchange.item().equals("empty-scope") && exchange.status() == 200) {
                        assertThat(body.path("input_descriptors").isEmpty()).isTrue();
                    } else if (exchange.status() == 200) {
                        assertThat(body).isEqualTo(exchange.answer());
                        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("max-age=300");
                    } else {
                        assertThat(body.path("error").asText()).startsWith("invalid_");
                        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
                    }
                }));
            }
        }
        return tests.stream();
    }

    private static void check(RecordedExchange exchange, Response answer) {
        JsonNode ours = (JsonNode) answer.getEntity();
        JsonNode theirs = exchange.answer();
        String refusedHere = REFUSED_HERE.get(exchange.item());
        if (refusedHere != null) {
            assertThat(ours.path("error").asText()).as(ours.toString()).isEqualTo(refusedHere);
            assertThat(answer.getStatus()).isEqualTo(400);
        } else if (exchange.status() != 200 && ACCEPTED_HERE.contains(exchange.item())) {
            assertThat(answer.getStatus()).as(ours.toString()).isEqualTo(200);
        } else {
            assertThat(answer.getStatus()).as(ours.toString()).isEqualTo(exchange.status());
            for (String member : List.of("error", "token_type", "expires_in", "scope")) {
                assertThat(ours.path(member).asText())
                        .as(member)
                        .isEqualTo(theirs.path(member).asText());
            }
            assertThat(ours.has("access_token")).isEqualTo(theirs.has("access_token"));
        }
    }

    private static Response send(TokenResource resource, RecordedExchange exchange) {
        List<String> contentType = exchange.header("Content-Type");
        return resource.token(
                exchange.subject(),
                contentType.isEmpty() ? null : contentType.getFirst(),
                headers(exchange),
                exchange.body().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpHeaders headers(RecordedExchange exchange) {
        return (HttpHeaders) Proxy.newProxyInstance(
                HttpHeaders.class.getClassLoader(), new Class<?>[] {HttpHeaders.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getRequestHeader");
                    return exchange.header((String) arguments[0]);
                });
    }
}
