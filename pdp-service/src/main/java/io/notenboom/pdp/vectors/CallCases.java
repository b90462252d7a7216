// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.ForwardedCall;
import io.notenboom.pdp.pep.OpaInput;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What enforcement points send, and the request that is read from it. */
final class CallCases {

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
        String dialect = vector.path("pep").path("dialect").asText();
        return switch (dialect) {
            case "x-original" -> forwarded(vector, Dialect.ORIGINAL);
            case "x-forwarded" -> forwarded(vector, Dialect.FORWARDED);
            case "apisix-opa", "kong-opa", "envoy-opa" -> opa(vector);
            default -> "dialect " + dialect + " is not known";
        };
    }

    private static String forwarded(JsonNode vector, Dialect dialect) {
        List<RawHeader> headers = new ArrayList<>();
        vector.path("http").path("headers").forEach(pair -> headers.add(RequestCases.header(pair)));
        byte[] body = vector.path("http").path("body").asText("").getBytes(StandardCharsets.UTF_8);
        Optional<RawRequest> read = new ForwardedCall("", headers, RawBody.of(body)).original(dialect);
        return read.map(CallCases::evaluate).orElse("refuse bad_pep_request");
    }

    private static String opa(JsonNode vector) {
        return switch (OpaInput.read(vector.path("http").path("json").path("input"))) {
            case OpaInput.Original original -> evaluate(original.request());
            case OpaInput.Refused refused -> "refuse " + refused.reason().wireName();
            case OpaInput.Unknown unknown -> "refuse bad_pep_request";
        };
    }

    private static String evaluate(RawRequest request) {
        return "evaluate " + request.method() + " " + request.target();
    }
}
