// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.pdp.api.PdpProblem;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.PepCredentials;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;
import io.notenboom.pdp.pep.dialect.OpaInput;
import io.notenboom.pdp.request.RawHeader;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers calls with an OPA input document, whichever path they come by. */
@Singleton
public class OpaCalls {

    private final PepCallers callers;
    private final RequestAuthorization authorization;
    private final ProtocolMeters meters;

    /** Over the decision. */
    public OpaCalls(PepCallers callers, RequestAuthorization authorization, ProtocolMeters meters) {
        this.callers = callers;
        this.authorization = authorization;
        this.meters = meters;
    }

    /**
     * Decides on {@code input}.
     *
     * @param id of the enforcement point where the path names it; else empty
     * @param taken the dialects that the path is for
     */
    ObjectNode decide(String id, Set<Dialect> taken, HttpServerRequest request, byte[] body) {
        long started = System.nanoTime();
        if (!request.headers().getAll("Content-Type").stream().allMatch(RequestJson::isJson)) {
            throw new ProblemException(EdgeProblem.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.");
        }
        JsonNode input = RequestJson.read(body).path("input");
        PepRegistration pep = caller(id, request, input);
        Reading reading = taken.contains(pep.dialect()) ? OpaInput.read(pep, input) : new Reading.OtherDialect();
        if (reading instanceof Reading.OtherDialect) {
            throw Problems.badRequest("This enforcement point is registered with dialect "
                    + pep.dialect().wireName() + ": " + advice(pep.dialect()));
        }
        Authorized authorized = authorization.authorize(pep, reading);
        meters.answered(pep.dialect().wireName(), status(authorized), started);
        return OpaAnswers.of(pep.dialect(), authorized, input);
    }

    private static int status(Authorized authorized) {
        return switch (authorized.decision()) {
            case Decision.Permit permit -> 200;
            case Decision.Deny deny -> deny.reason().status();
        };
    }

    private static String advice(Dialect dialect) {
        return switch (dialect) {
            case ORIGINAL, FORWARDED, ENVOY -> "ask at /authz/forward/{pep}, or register it with an OPA dialect.";
            case AUTHZEN -> "ask at /access/v1, or register it with an OPA dialect.";
            case KNOOPPUNT -> "send its input to /pdp or /pdp/v1/data/knooppunt/authz.";
            case PXP -> "send its input to /v1/data.";
            case APISIX_OPA, KONG_OPA, ENVOY_OPA -> "send its input to /v1/data/nuts/authz.";
        };
    }

    private PepRegistration caller(String id, HttpServerRequest request, JsonNode input) {
        List<RawHeader> original = OpaInput.headers(input);
        Optional<String[]> basic = basic(request);
        String name = id.isEmpty()
                ? header(request, PepCredentials.ID_HEADER)
                        .or(() -> basic.map(parts -> parts[0]))
                        .or(() -> only(original, PepCredentials.ID_HEADER))
                        .orElse("")
                : id;
        Optional<String> key = header(request, PepCredentials.KEY_HEADER)
                .or(() -> basic.map(parts -> parts[1]))
                .or(() -> only(original, PepCredentials.KEY_HEADER));
        PepCredentials credentials = new PepCredentials(key.orElse(null), callers.certificate(request));
        return switch (callers.find(name, credentials)) {
            case PepCallers.Found.Known known -> known.pep();
            case PepCallers.Found.Refused refused -> throw refused(refused.reason());
        };
    }

    private static RuntimeException refused(Reason reason) {
        return reason.equals(Reason.UNAVAILABLE)
                ? Problems.unavailable("The enforcement points are not loaded yet; try again in a moment.")
                : Problems.of(
                        PdpProblem.PEP_NOT_AUTHENTICATED,
                        "Send X-PEP-Id and X-PEP-Key of a registered enforcement point, or Basic credentials of them,"
                                + " or its client certificate.");
    }

    private static Optional<String> header(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static Optional<String> only(List<RawHeader> headers, String name) {
        List<String> values = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(RawHeader::value)
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** Id and key from {@code Authorization: Basic} of the call itself (RFC 7617). */
    private static Optional<String[]> basic(HttpServerRequest request) {
        return header(request, "Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, "Basic ".length()))
                .flatMap(value -> decode(value.substring("Basic ".length()).strip()));
    }

    private static Optional<String[]> decode(String base64) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? Optional.of(parts) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
