// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.log.LoggableText;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.Credentials;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import io.notenboom.pdp.request.RequestGrammar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Raw requests and what they are in canonical form. */
final class RequestCases {

    private static final String CHECK = "canonical_request";

    private RequestCases() {}

    static List<CaseResult> run(JsonNode file) {
        return Case.run(file.path("cases"), about -> one(about, file.path("fixture")));
    }

    private static CaseResult one(Case about, JsonNode defaults) {
        ObjectNode fixture = defaults.deepCopy();
        about.json().path("fixture").properties().forEach(entry -> fixture.set(entry.getKey(), entry.getValue()));
        String target = Case.require(about.json(), "target", "the case").asText();
        for (JsonNode forbidden : about.json().path("logMustNotContain")) {
            if (LoggableText.of(target).contains(forbidden.asText())) {
                return CaseResult.failed(about, "masked in the log", LoggableText.of(target), "log");
            }
        }
        String expected = expected(about.json().path("expected"));
        String got = got(canonicalise(about.json(), fixture, target));
        boolean same = Case.reasons(about.json().path("expected")).isEmpty()
                ? got.equals(expected)
                : Case.reasons(about.json().path("expected")).stream().anyMatch(reason -> got.equals("deny " + reason));
        return same ? CaseResult.passed(about) : CaseResult.failed(about, expected, got, CHECK);
    }

    private static String expected(JsonNode expected) {
        if (expected.path("outcome").asText().equals("deny")) {
            return "deny " + Case.joined(Case.reasons(expected));
        }
        JsonNode id = expected.path("id");
        return "allow as " + expected.path("interaction").asText() + " "
                + expected.path("type").asText() + "/" + (id.isNull() ? "" : id.asText());
    }

    /** A request without a token leaves the grammar and is denied by the check after it. */
    private static String got(CanonicalOutcome outcome) {
        return switch (outcome) {
            case NonCanonical refused -> "deny " + refused.reason().wireName();
            case CanonicalRequest request
            when request.credentials() instanceof Credentials.Absent -> "deny " + Refusal.BAD_AUTHORIZATION.wireName();
            case CanonicalRequest request -> "allow as " + request.interaction().wireName() + " " + request.reference();
        };
    }

    private static CanonicalOutcome canonicalise(JsonNode vector, JsonNode fixture, String target) {
        Case.requireLimit(fixture, "maxTargetBytes", RequestGrammar.MAX_TARGET_LENGTH);
        Case.requireLimit(fixture, "maxQueryPairs", RequestGrammar.MAX_QUERY_PAIRS);
        Case.requireLimit(fixture, "maxBodyBytes", RequestGrammar.MAX_BODY_LENGTH);
        EndpointKind kind = kind(fixture, target);
        RequestGrammar grammar = grammar(fixture, kind);
        RawBody body = body(vector);
        return Canonicaliser.canonicalise(
                new RawRequest(vector.path("method").asText(), target, headers(vector, fixture, body), body), grammar);
    }

    private static RequestGrammar grammar(JsonNode fixture, EndpointKind kind) {
        try {
            return new RequestGrammar(
                    kind,
                    base(fixture, kind),
                    CaseFile.version(fixture.path("fhirVersion")),
                    fixture.path("bodyMode").asText("full").equals("none") ? BodyMode.NONE : BodyMode.FULL,
                    RequestGrammar.Options.NONE.withNarrowScopes(
                            fixture.path("narrowScopes").asBoolean()),
                    new RequestGrammar.Surface(
                            Case.texts(fixture.path("types")),
                            fixture.path("headAllowed").asBoolean()));
        } catch (IllegalArgumentException wrong) {
            throw new CaseFormatException(String.valueOf(wrong.getMessage()));
        }
    }

    /** The endpoint whose base a target lies below; a FHIR server's when it lies below none. */
    static EndpointKind kind(JsonNode bases, String target) {
        for (EndpointKind kind : List.of(EndpointKind.NOTIFICATION, EndpointKind.TA_NP)) {
            String base = bases.path(member(kind)).asText("");
            if (!base.isEmpty() && (target.equals(base) || target.startsWith(base + "/"))) {
                return kind;
            }
        }
        return EndpointKind.FHIR;
    }

    static String base(JsonNode bases, EndpointKind kind) {
        return bases.path(member(kind)).asText("/fhir");
    }

    private static String member(EndpointKind kind) {
        return switch (kind) {
            case FHIR -> "fhirBase";
            case NOTIFICATION -> "notificationBase";
            case TA_NP -> "taNpBase";
        };
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

    static RawHeader header(JsonNode pair) {
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
                                .repeat(Math.clamp(repeat.path("times").asLong(), 0, 1_000_000))
                        + repeat.path("suffix").asText()
                : vector.path("body").asText("");
        return RawBody.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
