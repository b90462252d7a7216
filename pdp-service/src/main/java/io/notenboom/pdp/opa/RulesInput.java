// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.opa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeSet;

/** Writes what the rules in Rego look at: their {@code input}. */
public final class RulesInput {

    private RulesInput() {}

    /** A raw request and what its enforcement point may carry; enough for the grammar. */
    public static ObjectNode request(RawRequest request, RequestGrammar grammar) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        pep(input.putObject("pep"), grammar);
        ObjectNode raw = input.putObject("request");
        raw.put("method", request.method()).put("target", request.target());
        ArrayNode headers = raw.putArray("headers");
        for (RawHeader header : request.headers()) {
            headers.addArray().add(header.name()).add(header.value());
        }
        raw.put("body", new String(request.body().bytes(), StandardCharsets.UTF_8));
        raw.put("truncated", request.body().present() && !request.body().complete());
        return input;
    }

    private static void pep(ObjectNode json, RequestGrammar grammar) {
        json.put("kind", lower(grammar.kind())).put("basePath", grammar.basePath());
        json.put("fhirVersion", lower(grammar.fhirVersion())).put("bodyMode", lower(grammar.bodyMode()));
        json.put("head", grammar.surface().head());
        ArrayNode types = json.putArray("types");
        new TreeSet<>(grammar.surface().types()).forEach(types::add);
        RequestGrammar.Options options = grammar.options();
        json.putObject("options")
                .put("narrowScopes", options.narrowScopes())
                .put("userAreas", options.userAreas())
                .put("receiverMayCancel", options.receiverMayCancel())
                .put("requireIfMatch", options.requireIfMatch())
                .put("backendChecksBody", options.backendChecksBody());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
