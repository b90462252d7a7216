// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.pep.ClaimSource;
import io.notenboom.pdp.pep.PepInput;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the input documents of OPA's callers in the dialect of the registration. Only the request counts; what a plugin parsed of
 * it does not.
 */
public final class OpaInput {

    private OpaInput() {}

    /** Reads {@code input}. */
    public static Reading read(PepRegistration pep, JsonNode input) {
        PepInput dialect = pep.input();
        JsonNode request = request(pep, input);
        if (!request.isObject()
                || request.path("method").asText("").isEmpty()
                || !request.path("path").isTextual()) {
            return new Reading.OtherDialect();
        }
        return switch (dialect.dialect()) {
            case ENVOY_OPA -> Userinfo.complete(raw(request, path(request), envoyBody(request, input)), dialect);
            case KONG_OPA -> withQuery(request, request.path("querystring"), body(pep, request), dialect);
            case APISIX_OPA -> withQuery(request, request.path("query"), RawBody.none(), dialect);
            case PXP -> Userinfo.complete(raw(request, path(request), body(pep, request)), dialect);
            case KNOOPPUNT -> knooppunt(pep, request, input);
            case ORIGINAL, FORWARDED, ENVOY, AUTHZEN -> new Reading.OtherDialect();
        };
    }

    /** The headers of the original request, as far as the input has them; for callers that can name themselves only there. */
    public static List<RawHeader> headers(JsonNode input) {
        List<RawHeader> headers = new ArrayList<>();
        for (JsonNode request : List.of(
                input.path("attributes").path("request").path("http"),
                input.path("request").path("http"),
                input.path("request"))) {
            if (headers.isEmpty()) {
                headers.addAll(headersOf(request));
            }
        }
        return headers;
    }

    private static JsonNode request(PepRegistration pep, JsonNode input) {
        return switch (pep.dialect()) {
            case ENVOY_OPA -> input.path("attributes").path("request").path("http");
            case KONG_OPA -> input.path("request").path("http");
            case APISIX_OPA, PXP, KNOOPPUNT, ORIGINAL, FORWARDED, ENVOY, AUTHZEN -> input.path("request");
        };
    }

    private static String path(JsonNode request) {
        return request.path("path").asText();
    }

    /** The path is relative to the FHIR base, and whatever stands in {@code query} belongs to the target. */
    private static Reading knooppunt(PepRegistration pep, JsonNode request, JsonNode input) {
        if (!plain(path(request))) {
            return new Reading.Refused(raw(request, path(request), RawBody.none()), Refusal.NON_CANONICAL);
        }
        String query = request.path("query").asText("");
        String target = pep.grammar().basePath() + path(request) + (query.isEmpty() ? "" : "?" + query);
        RawRequest raw = raw(request, target, body(pep, request));
        if (pep.input().claims() == ClaimSource.INTROSPECTION) {
            return Userinfo.complete(raw, pep.input());
        }
        JsonNode subject = input.path("subject");
        return subject.isObject()
                ? Userinfo.withClaims(raw, pep.input(), KnooppuntSubject.claims(subject))
                : new Reading.OtherDialect();
    }

    /** These plugins lost the raw query; it is put together again only when it can have one meaning. */
    private static Reading withQuery(JsonNode request, JsonNode query, RawBody body, PepInput input) {
        Optional<Refusal> refusal = plain(path(request)) ? refusal(query) : Optional.of(Refusal.NON_CANONICAL);
        if (refusal.isPresent()) {
            return new Reading.Refused(raw(request, path(request), RawBody.none()), refusal.get());
        }
        StringBuilder target = new StringBuilder(path(request));
        char separator = '?';
        for (var parameter : query.properties()) {
            target.append(separator).append(parameter.getKey()).append('=');
            target.append(parameter.getValue().asText());
            separator = '&';
        }
        return Userinfo.complete(raw(request, target.toString(), body), input);
    }

    private static Optional<Refusal> refusal(JsonNode query) {
        if (!query.isObject()) {
            boolean absent = query.isMissingNode() || query.isNull() || (query.isArray() && query.isEmpty());
            return absent ? Optional.empty() : Optional.of(Refusal.QUERY_NOT_ALLOWED);
        }
        for (var parameter : query.properties()) {
            if (parameter.getValue().isArray()) {
                return Optional.of(Refusal.DUPLICATE_PARAMETER);
            }
            if (!parameter.getValue().isTextual() || !plain(parameter.getKey())) {
                return Optional.of(Refusal.QUERY_NOT_ALLOWED);
            }
            if (!plain(parameter.getValue().textValue())) {
                return Optional.of(Refusal.NON_CANONICAL);
            }
        }
        return Optional.empty();
    }

    /** A decoded name or value that would become more than one parameter, or part of the path, is refused. */
    private static boolean plain(String text) {
        return text.chars().noneMatch(value -> value == '&' || value == '=' || value == '?' || value == '#');
    }

    private static RawRequest raw(JsonNode request, String target, RawBody body) {
        return new RawRequest(request.path("method").asText(), target, headersOf(request), body);
    }

    private static List<RawHeader> headersOf(JsonNode request) {
        List<RawHeader> headers = new ArrayList<>();
        JsonNode all = request.has("header") ? request.path("header") : request.path("headers");
        all.properties().forEach(header -> {
            if (header.getValue().isArray()) {
                header.getValue().forEach(value -> add(headers, header.getKey(), value));
            } else {
                add(headers, header.getKey(), header.getValue());
            }
        });
        return headers;
    }

    /** An empty value stands for an absent header in the documents of nuts-knooppunt. */
    private static void add(List<RawHeader> headers, String name, JsonNode value) {
        if (!value.asText().isEmpty()) {
            headers.add(new RawHeader(name, value.asText()));
        }
    }

    private static RawBody envoyBody(JsonNode request, JsonNode input) {
        return input.path("truncated_body").asBoolean(false) ? RawBody.truncated() : text(request);
    }

    private static RawBody body(PepRegistration pep, JsonNode request) {
        return pep.grammar().bodyMode() == BodyMode.FULL ? text(request) : RawBody.none();
    }

    private static RawBody text(JsonNode request) {
        return RawBody.of(request.path("body").asText("").getBytes(StandardCharsets.UTF_8));
    }
}
