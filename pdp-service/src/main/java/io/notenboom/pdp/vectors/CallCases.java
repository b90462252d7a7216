// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.pep.ClaimSource;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.PepAuthentication;
import io.notenboom.pdp.pep.PepInput;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.pep.RequestHash;
import io.notenboom.pdp.pep.dialect.ForwardedCall;
import io.notenboom.pdp.pep.dialect.OpaInput;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
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

    private CallCases() {}

    static List<CaseResult> run(JsonNode file) {
        return Case.run(file.path("cases"), CallCases::one);
    }

    private static CaseResult one(Case about) {
        JsonNode expected = about.json().path("expected");
        String wanted = expected.path("outcome").asText().equals("refuse")
                ? "refuse " + expected.path("reason").asText()
                : "evaluate " + expected.path("method").asText() + " "
                        + expected.path("target").asText();
        String got = got(about.json());
        return got.equals(wanted)
                ? CaseResult.passed(about)
                : CaseResult.failed(about, wanted, got, "pep_authenticated");
    }

    private static String got(JsonNode vector) {
        String name = vector.path("pep").path("dialect").asText();
        if (name.equals(PROXY)) {
            return proxy(vector.path("http"));
        }
        Dialect dialect = DIALECTS.get(name);
        if (dialect == null) {
            return "dialect " + name + " is not known";
        }
        return caller(vector).orElseGet(() -> read(vector, pep(vector, dialect)));
    }

    /** Who calls is found out before anything is read: the reason to refuse, if there is one. */
    private static Optional<String> caller(JsonNode vector) {
        if (!vector.at("/pep/authenticated").asBoolean(true)) {
            return Optional.of("refuse pep_not_authenticated");
        }
        ForwardedCall.Line line = line(vector);
        boolean names = line.target().startsWith(ForwardedCall.PREFIX);
        String tenant = vector.at("/pep/tenant").asText(line.pepId());
        return names && !line.pepId().equals(tenant) ? Optional.of("refuse wrong_tenant") : Optional.empty();
    }

    private static String read(JsonNode vector, PepRegistration pep) {
        JsonNode document = vector.at("/http/json/input");
        Reading reading = document.isMissingNode() ? call(vector).read(pep.input()) : OpaInput.read(pep, document);
        return switch (reading) {
            case Reading.Asked asked ->
                "evaluate " + asked.request().method() + " " + asked.request().target();
            case Reading.Refused refused -> "refuse " + refused.reason().wireName();
            case Reading.Ambiguous _, Reading.OtherDialect _ -> "refuse bad_pep_request";
        };
    }

    private static String proxy(JsonNode http) {
        Optional<String> decided = hash(http.path("decided"));
        JsonNode forwarded = http.path("forwarded");
        return decided.isPresent() && decided.equals(hash(forwarded))
                ? "evaluate " + forwarded.path("method").asText() + " "
                        + forwarded.path("target").asText()
                : "refuse request_changed";
    }

    private static Optional<String> hash(JsonNode request) {
        RawRequest raw = new RawRequest(
                request.path("method").asText(), request.path("target").asText(), List.of(), RawBody.of(new byte[0]));
        return RequestHash.of(raw, Canonicaliser.canonicalise(raw, grammar()));
    }

    private static RequestGrammar grammar() {
        return new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL);
    }

    private static PepRegistration pep(JsonNode vector, Dialect dialect) {
        boolean vouches = vector.at("/expected/claimsFrom").asText().equals("userinfo")
                || vector.at("/pep/userinfo").asBoolean()
                || dialect == Dialect.KNOOPPUNT;
        ClaimSource claims = vouches && dialect.claimsIn() != Dialect.ClaimsIn.NOWHERE
                ? ClaimSource.SUPPLIED
                : ClaimSource.INTROSPECTION;
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
