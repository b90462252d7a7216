// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the input documents of OPA plugins: Envoy ({@code attributes.request.http}), Kong ({@code request.http}) and APISIX
 * ({@code request}). Only the request counts; what a plugin parsed of it does not.
 */
public final class OpaInput {

    private OpaInput() {}

    /** What was read. */
    @CheckReturnValue
    public sealed interface Read {}

    /** The original request. */
    public record Original(RawRequest request) implements Read {}

    /** A query that cannot stand for exactly one canonical query; the request without it. */
    public record Refused(RawRequest request, Refusal reason) implements Read {}

    /** Not an input of a known plugin. */
    public record Unknown() implements Read {}

    /** Reads {@code input}. */
    public static Read read(JsonNode input) {
        JsonNode envoy = input.path("attributes").path("request").path("http");
        if (envoy.isObject()) {
            return original(envoy, envoy.path("path").asText(""), body(envoy, input));
        }
        JsonNode kong = input.path("request").path("http");
        if (kong.isObject()) {
            return withQuery(kong, kong.path("querystring"));
        }
        JsonNode apisix = input.path("request");
        return apisix.isObject() ? withQuery(apisix, apisix.path("query")) : new Unknown();
    }

    /** These plugins lost the raw query; it is put together again only when it can have one meaning. */
    private static Read withQuery(JsonNode request, JsonNode query) {
        if (!query.isObject() && !query.isMissingNode() && !query.isNull()) {
            return refused(request, Refusal.QUERY_NOT_ALLOWED);
        }
        StringBuilder target = new StringBuilder(request.path("path").asText(""));
        char separator = '?';
        for (var parameter : query.properties()) {
            if (parameter.getValue().isArray()) {
                return refused(request, Refusal.DUPLICATE_PARAMETER);
            }
            if (!parameter.getValue().isTextual()) {
                return refused(request, Refusal.QUERY_NOT_ALLOWED);
            }
            target.append(separator).append(parameter.getKey()).append('=');
            target.append(parameter.getValue().asText());
            separator = '&';
        }
        return original(request, target.toString(), RawBody.none());
    }

    private static Read refused(JsonNode request, Refusal reason) {
        return switch (original(request, request.path("path").asText(""), RawBody.none())) {
            case Original original -> new Refused(original.request(), reason);
            case Refused refused -> refused;
            case Unknown unknown -> unknown;
        };
    }

    private static Read original(JsonNode request, String target, RawBody body) {
        List<RawHeader> headers = new ArrayList<>();
        request.path("headers").properties().forEach(header -> {
            if (header.getValue().isArray()) {
                header.getValue().forEach(value -> headers.add(new RawHeader(header.getKey(), value.asText())));
            } else {
                headers.add(new RawHeader(header.getKey(), header.getValue().asText()));
            }
        });
        String method = request.path("method").asText("");
        return method.isEmpty() || target.isEmpty()
                ? new Unknown()
                : new Original(new RawRequest(method, target, headers, body));
    }

    private static RawBody body(JsonNode request, JsonNode input) {
        String text = request.path("body").asText("");
        return input.path("truncated_body").asBoolean(false)
                ? RawBody.truncated()
                : RawBody.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
