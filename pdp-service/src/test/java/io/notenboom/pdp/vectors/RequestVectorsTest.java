// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.Credentials;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The 305 request cases, all 40 bypass lines among them. */
class RequestVectorsTest {

    private static final String TA_NP = "TA-NP notifications are not served";
    private static final String XML = "XML updates are not read: refused as content_type_not_allowed";

    /** Cases of what is not built. Each is still refused: only an allow or the reason differs. */
    private static final Map<String, String> EXCLUDED = Map.of(
            "t018", TA_NP, "t223", TA_NP, "t224", TA_NP, "t225", TA_NP, "t015", XML, "t242", XML, "t243", XML, "t244",
            XML);

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        JsonNode file = VectorFile.read("own/fhir-target", "request-cases.json");
        return stream(file.path("cases"))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + " " + vector.path("title").asText(),
                        () -> check(vector, file.path("fixture"))));
    }

    @Test
    void everyExclusionExists() throws IOException {
        Set<String> ids = new HashSet<>();
        VectorFile.read("own/fhir-target", "request-cases.json")
                .path("cases")
                .forEach(vector -> ids.add(vector.path("id").asText()));
        assertThat(ids).hasSize(305).containsAll(EXCLUDED.keySet());
        assertThat(EXCLUDED).hasSize(8);
    }

    private static void check(JsonNode vector, JsonNode fixture) {
        CanonicalOutcome outcome = canonicalise(vector, fixture);
        if (EXCLUDED.containsKey(vector.path("id").asText())) {
            assertThat(outcome).isInstanceOf(NonCanonical.class);
            return;
        }
        JsonNode expected = vector.path("expected");
        switch (outcome) {
            case NonCanonical refused -> {
                assertThat(expected.path("outcome").asText())
                        .as("refused as %s", refused.reason().wireName())
                        .isEqualTo("deny");
                assertThat(reasons(expected)).contains(refused.reason().wireName());
            }
            case CanonicalRequest request
            when request.credentials() instanceof Credentials.Absent ->
                // The grammar lets a request without a token through to token_active, which denies it as token_missing.
                assertThat(reasons(expected)).contains("bad_authorization");
            case CanonicalRequest request -> {
                assertThat(expected.path("outcome").asText()).isEqualTo("allow-as");
                assertThat(request.resource().type())
                        .isEqualTo(expected.path("type").asText());
                assertThat(request.resource().id())
                        .isEqualTo(expected.path("id").asText());
                assertThat(request.interaction().wireName())
                        .isEqualTo(expected.path("interaction").asText());
            }
        }
    }

    private static CanonicalOutcome canonicalise(JsonNode vector, JsonNode fixture) {
        String target = vector.path("target").asText();
        BodyMode bodyMode =
                vector.path("fixture").path("bodyMode").asText("full").equals("none") ? BodyMode.NONE : BodyMode.FULL;
        boolean notification =
                target.startsWith(fixture.path("notificationBase").asText());
        RequestGrammar grammar = new RequestGrammar(
                notification ? EndpointKind.NOTIFICATION : EndpointKind.FHIR,
                fixture.path(notification ? "notificationBase" : "fhirBase").asText(),
                FhirVersion.STU3,
                bodyMode);
        RawBody body = body(vector);
        return Canonicaliser.canonicalise(
                new RawRequest(vector.path("method").asText(), target, headers(vector, fixture, body), body), grammar);
    }

    private static List<RawHeader> headers(JsonNode vector, JsonNode fixture, RawBody body) {
        List<RawHeader> headers = new ArrayList<>();
        if (vector.has("headers")) {
            vector.path("headers").forEach(header -> headers.add(header(header)));
        } else {
            fixture.path("defaultHeaders").forEach(header -> headers.add(header(header)));
            if (body.present()) {
                fixture.path("defaultBodyHeaders").forEach(header -> headers.add(header(header)));
            }
        }
        return headers;
    }

    private static RawHeader header(JsonNode pair) {
        return new RawHeader(pair.path(0).asText(), pair.path(1).asText());
    }

    private static RawBody body(JsonNode vector) {
        if (vector.path("truncated").asBoolean()) {
            return RawBody.truncated();
        }
        JsonNode repeat = vector.path("bodyRepeat");
        String text = repeat.isObject()
                ? repeat.path("prefix").asText()
                        + repeat.path("unit")
                                .asText()
                                .repeat(repeat.path("times").asInt())
                        + repeat.path("suffix").asText()
                : vector.path("body").asText("");
        return RawBody.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Set<String> reasons(JsonNode expected) {
        Set<String> reasons = new HashSet<>();
        reasons.add(expected.path("reason").asText());
        expected.path("reasonAnyOf").forEach(reason -> reasons.add(reason.asText()));
        return reasons;
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }
}
