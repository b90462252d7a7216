// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.pep.ClaimSource;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.PepAuthentication;
import io.notenboom.pdp.pep.PepInput;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.pep.dialect.ForwardedCall;
import io.notenboom.pdp.pep.dialect.OpaInput;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.trust.enforcement.RequestHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What enforcement points send, and the request that is read from it. */
final class CallCases {

    private static final Map<String, Dialect> DIALECTS = Map.of(
            "x-original", Dialect.ORIGINAL,
            "x-forwarded", Dialect.FORWARDED,
            "path-prefix", Dialect.ENVOY,
            "apisix-opa", Dialect.APISIX_OPA,
            "kong-opa", Dialect.KONG_OPA,
            "envoy-opa", Dialect.ENVOY_OPA,
            "pxp", Dialect.PXP,
            "knooppunt", Dialect.KNOOPPUNT);

    /** It does not ask in a dialect: it compares what it forwards with what was decided. */
    private static final String PROXY = "aaa-proxy";

    private static final Reason REQUEST_CHANGED = new Reason("request_changed", 403);

    /** What an expectation may say of a request besides method and target. */
    private static final List<String> COMPARED = List.of("body", "claimsFrom", "clientId");

    private CallCases() {}

    static List<CaseResult> run(JsonNode file) {
        return Case.run(file.path("cases"), CallCases::one);
    }

    /** What was read of a call. */
    private sealed interface Got {}

    private record Evaluated(RawRequest request, Optional<JsonNode> claims) implements Got {}

    private record Refused(Reason reason) implements Got {}

    private static CaseResult one(Case about) {
        JsonNode expected = about.json().path("expected");
        String wanted = expected.path("outcome").asText().equals("refuse") ? refusal(expected) : evaluation(expected);
        String got = told(got(about.json()), expected);
        return got.equals(wanted)
                ? CaseResult.passed(about)
                : CaseResult.failed(about, wanted, got, "pep_authenticated");
    }

    private static String refusal(JsonNode expected) {
        String status = expected.has("status") ? " " + expected.path("status").asText() : "";
        return "refuse " + expected.path("reason").asText() + status;
    }

    private static String evaluation(JsonNode expected) {
        StringBuilder text = new StringBuilder("evaluate ")
                .append(expected.path("method").asText())
                .append(' ')
                .append(expected.path("target").asText());
        for (String member : COMPARED) {
            if (expected.has(member)) {
                text.append(", ")
                        .append(member)
                        .append(' ')
                        .append(expected.path(member).asText());
            }
        }
        return text.toString();
    }

    /** In the words of an expectation, with the members that it has. */
    private static String told(Got got, JsonNode expected) {
        return switch (got) {
            case Refused refused -> {
                String status = expected.has("status") ? " " + refused.reason().status() : "";
                yield "refuse " + refused.reason().code() + status;
            }
            case Evaluated asked -> {
                ObjectNode told = JsonNodeFactory.instance.objectNode();
                told.put("method", asked.request().method())
                        .put("target", asked.request().target());
                if (expected.has("body")) {
                    RawBody body = asked.request().body();
                    told.put("body", !body.present() ? "none" : body.complete() ? "complete" : "truncated");
                }
                if (expected.has("claimsFrom")) {
                    told.put("claimsFrom", asked.claims().isPresent() ? "userinfo" : "introspection");
                }
                if (expected.has("clientId")) {
                    told.put(
                            "clientId",
                            asked.claims()
                                    .map(claims -> claims.path("client_id").asText())
                                    .orElse("none"));
                }
                yield evaluation(told);
            }
        };
    }

    private static Got got(JsonNode vector) {
        String name = vector.path("pep").path("dialect").asText();
        if (name.equals(PROXY)) {
            return proxy(vector.path("http"));
        }
        Dialect dialect = dialect(vector);
        return caller(vector).orElseGet(() -> read(vector, pep(vector, dialect)));
    }

    /** The dialect that the enforcement point of a case is registered with. */
    static Dialect dialect(JsonNode vector) {
        String name = vector.at("/pep/dialect").asText();
        Dialect dialect = DIALECTS.get(name);
        if (dialect == null) {
            throw new CaseFormatException("dialect " + name + " is not known");
        }
        return dialect;
    }

    /** Who calls is found out before anything is read: the reason to refuse, if there is one. */
    private static Optional<Got> caller(JsonNode vector) {
        if (!vector.at("/pep/authenticated").asBoolean(true)) {
            return Optional.of(new Refused(Reason.PEP_NOT_AUTHENTICATED));
        }
        ForwardedCall.Line line = line(vector);
        boolean names = line.target().startsWith(ForwardedCall.PREFIX);
        String tenant = vector.at("/pep/tenant").asText(line.pepId());
        return names && !line.pepId().equals(tenant) ? Optional.of(new Refused(Reason.WRONG_TENANT)) : Optional.empty();
    }

    private static Got read(JsonNode vector, PepRegistration pep) {
        JsonNode document = vector.at("/http/json/input");
        Reading reading = document.isMissingNode() ? call(vector).read(pep.input()) : OpaInput.read(pep, document);
        return switch (reading) {
            case Reading.Asked asked -> new Evaluated(asked.request(), asked.claims());
            case Reading.Refused refused -> new Refused(Reason.of(refused.reason()));
            case Reading.Ambiguous _, Reading.OtherDialect _ -> new Refused(Reason.BAD_PEP_REQUEST);
        };
    }

    private static Got proxy(JsonNode http) {
        Optional<String> decided = hash(http.path("decided"));
        JsonNode forwarded = http.path("forwarded");
        return decided.isPresent() && decided.equals(hash(forwarded))
                ? new Evaluated(raw(forwarded), Optional.empty())
                : new Refused(REQUEST_CHANGED);
    }

    private static RawRequest raw(JsonNode request) {
        return new RawRequest(
                request.path("method").asText(), request.path("target").asText(), List.of(), RawBody.none());
    }

    private static Optional<String> hash(JsonNode request) {
        RawRequest raw = raw(request);
        return Canonicaliser.canonicalise(raw, grammar()) instanceof CanonicalRequest
                ? Optional.of(
                        RequestHash.of(raw.method(), raw.target(), raw.body().bytes()))
                : Optional.empty();
    }

    private static RequestGrammar grammar() {
        return new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL);
    }

    private static PepRegistration pep(JsonNode vector, Dialect dialect) {
        boolean vouches = vector.at("/pep/userinfo").asBoolean(dialect == Dialect.PXP || dialect == Dialect.KNOOPPUNT);
        ClaimSource claims = vouches ? ClaimSource.SUPPLIED : ClaimSource.INTROSPECTION;
        return new PepRegistration(
                "pep",
                new PepAuthentication.Key(PepRegister.keyHash("key"), null),
                new PepInput(dialect, claims, null),
                grammar(),
                "https://sender.example",
                new PepRegistration.Standing("a", "https://sender.example/oauth2/a", "seed/handoff-only"));
    }

    private static ForwardedCall.Line line(JsonNode vector) {
        return new ForwardedCall.Line(
                vector.at("/http/method").asText(), vector.at("/http/uri").asText());
    }

    private static ForwardedCall call(JsonNode vector) {
        List<RawHeader> headers = new ArrayList<>();
        vector.at("/http/headers").forEach(pair -> headers.add(RequestCases.header(pair)));
        byte[] body = vector.at("/http/body").asText("").getBytes(StandardCharsets.UTF_8);
        return new ForwardedCall(line(vector), headers, RawBody.of(body), null);
    }
}
