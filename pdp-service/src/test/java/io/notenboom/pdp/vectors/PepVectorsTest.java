// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.ForwardedCall;
import io.notenboom.pdp.pep.OpaInput;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The 31 cases of what enforcement points send: 19 in the dialects that are built, 12 excluded. */
class PepVectorsTest {

    private static final Map<String, Dialect> FORWARD =
            Map.of("x-original", Dialect.ORIGINAL, "x-forwarded", Dialect.FORWARDED);
    private static final Set<String> OPA = Set.of("apisix-opa", "kong-opa", "envoy-opa");

    private static final String PATH_PREFIX = "no dialect names the request in the path";
    private static final String USERINFO = "X-Userinfo is never read, claims come from introspection";
    private static final String FOREIGN = "no such input document";

    private static final Map<String, String> EXCLUDED = Map.ofEntries(
            Map.entry("p05", PATH_PREFIX),
            Map.entry("p06", PATH_PREFIX),
            Map.entry("p19", PATH_PREFIX),
            Map.entry("p13", "the key is checked before the dialect counts: PepRegisterTest"),
            Map.entry("p14", "a key of another enforcement point is a wrong key: PepRegisterTest"),
            Map.entry("p17", USERINFO),
            Map.entry("p18", USERINFO),
            Map.entry("p20", "what the proxy forwards is the proxy's business"),
            Map.entry("p28", FOREIGN),
            Map.entry("p29", FOREIGN),
            Map.entry("p30", FOREIGN),
            Map.entry("p31", FOREIGN));

    private static Stream<JsonNode> vectors() throws IOException {
        return RequestVectorsTest.stream(
                VectorFile.read("own/fhir-target", "pep-cases.json").path("cases"));
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return vectors()
                .filter(vector -> !EXCLUDED.containsKey(vector.path("id").asText()))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + " " + vector.path("title").asText(), () -> check(vector)));
    }

    @Test
    void exclusionsAreCounted() throws IOException {
        Set<String> ids = new HashSet<>();
        vectors().forEach(vector -> ids.add(vector.path("id").asText()));
        assertThat(ids).hasSize(31).containsAll(EXCLUDED.keySet());
        assertThat(EXCLUDED).hasSize(12);
    }

    /** A request that is named in the path only is none. */
    @Test
    void thePathIsNotRead() throws IOException {
        vectors().filter(vector -> is(vector, PATH_PREFIX)).forEach(vector -> {
            for (Dialect dialect : Dialect.values()) {
                assertThat(call(vector).original(dialect))
                        .as(vector.path("id").asText())
                        .isEmpty();
            }
        });
    }

    /** Claims in a header change neither the request nor the token that introspection is asked about. */
    @Test
    void userinfoIsNotRead() throws IOException {
        vectors().filter(vector -> is(vector, USERINFO)).forEach(vector -> {
            RawRequest request = call(vector).original(Dialect.FORWARDED).orElseThrow();
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/fhir/Task/1");
            assertThat(request.values("Authorization")).containsExactly("Bearer test-token");
        });
    }

    /** Inputs of other decision points carry no token that is read, and lose no part of the query. */
    @Test
    void foreignInputsBringNoClaims() throws IOException {
        vectors().filter(vector -> is(vector, FOREIGN)).forEach(vector -> {
            switch (OpaInput.read(vector.path("http").path("json").path("input"))) {
                case OpaInput.Original read -> {
                    assertThat(read.request().has("Authorization"))
                            .as(vector.path("id").asText())
                            .isFalse();
                    assertThat(read.request().target())
                            .isEqualTo(vector.path("expected").path("target").asText());
                }
                case OpaInput.Refused refused -> assertThat(refused.reason()).isEqualTo(Refusal.QUERY_NOT_ALLOWED);
                case OpaInput.Unknown unknown -> {}
            }
        });
    }

    private static boolean is(JsonNode vector, String exclusion) {
        return exclusion.equals(EXCLUDED.get(vector.path("id").asText()));
    }

    private static void check(JsonNode vector) {
        String dialect = vector.path("pep").path("dialect").asText();
        JsonNode expected = vector.path("expected");
        if (OPA.contains(dialect)) {
            checkOpa(vector, expected);
            return;
        }
        Optional<RawRequest> read = call(vector).original(FORWARD.get(dialect));
        if (expected.path("outcome").asText().equals("refuse")) {
            assertThat(expected.path("reason").asText()).isEqualTo("bad_pep_request");
            assertThat(read).isEmpty();
        } else {
            evaluated(read.orElseThrow(), expected);
        }
    }

    private static void checkOpa(JsonNode vector, JsonNode expected) {
        switch (OpaInput.read(vector.path("http").path("json").path("input"))) {
            case OpaInput.Original read -> evaluated(read.request(), expected);
            case OpaInput.Refused refused -> {
                assertThat(expected.path("outcome").asText()).isEqualTo("refuse");
                assertThat(refused.reason().wireName())
                        .isEqualTo(expected.path("reason").asText());
            }
            case OpaInput.Unknown unknown -> throw new AssertionError("the input is of a known plugin");
        }
    }

    private static void evaluated(RawRequest request, JsonNode expected) {
        assertThat(expected.path("outcome").asText()).isEqualTo("evaluate");
        assertThat(request.method()).isEqualTo(expected.path("method").asText());
        assertThat(request.target()).isEqualTo(expected.path("target").asText());
        assertThat(request.values("Authorization")).containsExactly("Bearer test-token");
        switch (expected.path("body").asText("")) {
            case "none" -> assertThat(request.body().present()).isFalse();
            case "truncated" -> {
                assertThat(request.body().present()).isTrue();
                assertThat(request.body().complete()).isFalse();
            }
            default -> {}
        }
    }

    private static ForwardedCall call(JsonNode vector) {
        List<RawHeader> headers = new ArrayList<>();
        vector.path("http")
                .path("headers")
                .forEach(pair -> headers.add(
                        new RawHeader(pair.path(0).asText(), pair.path(1).asText())));
        byte[] body = vector.path("http").path("body").asText("").getBytes(StandardCharsets.UTF_8);
        return new ForwardedCall("t1", headers, RawBody.of(body));
    }
}
