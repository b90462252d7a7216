// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The HTTP request that a question about a resource behind an enforcement point stands for. */
final class SuppliedRequest {

    /** The actions that there are, sorted. */
    static final List<String> ACTIONS = List.of("document", "notify", "read", "update");

    private static final String TYPE_PREFIX = "fhir:";
    private static final String OPERATION_PREFIX = "operation:";

    private SuppliedRequest() {}

    /**
     * The request. {@code resource.properties.query} is its raw query, {@code context.body} the Task of an update, as an object or
     * as the text of it.
     */
    static RawRequest of(AccessQuestion question, PepRegistration pep) {
        String name = question.action().name();
        String action = name.startsWith(OPERATION_PREFIX) ? name.substring(OPERATION_PREFIX.length()) : name;
        String id = question.resource().id();
        String path = pep.grammar().kind() == EndpointKind.NOTIFICATION
                ? "/" + id
                : "/" + type(question.resource()) + "/" + id;
        String method =
                switch (action) {
                    case "read", "document" -> "GET";
                    case "update" -> "PUT";
                    case "notify" -> "POST";
                    default -> "";
                };
        String suffix = action.equals("document") ? "/$document" : "";
        String query = question.resource().property("query").asText("");
        List<RawHeader> headers = new ArrayList<>();
        headers.add(new RawHeader("Authorization", "Bearer supplied"));
        RawBody body = body(question.context().path("body"));
        if (body.present()) {
            headers.add(new RawHeader("Content-Type", "application/fhir+json"));
        }
        return new RawRequest(
                method, pep.grammar().basePath() + path + suffix + (query.isEmpty() ? "" : "?" + query), headers, body);
    }

    /** The FHIR type, which may be written with {@code fhir:} before it. */
    static String type(Entity resource) {
        return resource.type().startsWith(TYPE_PREFIX)
                ? resource.type().substring(TYPE_PREFIX.length())
                : resource.type();
    }

    private static RawBody body(JsonNode body) {
        if (body.isMissingNode() || body.isNull()) {
            return RawBody.none();
        }
        String text = body.isTextual() ? body.textValue() : body.toString();
        return RawBody.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
