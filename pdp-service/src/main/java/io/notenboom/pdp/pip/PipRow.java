// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A row of nuts-pxp: what a client may do at a verifier with a scope.
 *
 * @param opens methods by path
 */
public record PipRow(String scope, String clientId, String verifierId, Map<String, Set<String>> opens) {

    private static final int MAX_PATHS = 2000;
    private static final int MAX_TEXT = 2048;

    public PipRow {
        opens = Map.copyOf(opens);
    }

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException with a text that says what to correct
     */
    public static PipRow read(JsonNode json) {
        Map<String, Set<String>> opens = new TreeMap<>();
        JsonNode input = json.path("auth_input");
        if (!input.isObject() || input.size() > MAX_PATHS) {
            throw new IllegalArgumentException(
                    "auth_input is an object of methods by path, at most " + MAX_PATHS + ".");
        }
        input.properties().forEach(entry -> {
            Set<String> methods = new TreeSet<>();
            entry.getValue().forEach(method -> methods.add(method.asText()));
            opens.put(entry.getKey(), Set.copyOf(methods));
        });
        return new PipRow(text(json, "scope"), text(json, "client_id"), text(json, "verifier_id"), opens);
    }

    private static String text(JsonNode json, String member) {
        String value = json.path(member).textValue();
        if (value == null || value.isEmpty() || value.length() > MAX_TEXT) {
            throw new IllegalArgumentException("Give " + member + " as a text.");
        }
        return value;
    }

    /** The JSON form. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("scope", scope).put("client_id", clientId).put("verifier_id", verifierId);
        ObjectNode input = json.putObject("auth_input");
        new TreeMap<>(opens).forEach((path, methods) -> new TreeSet<>(methods).forEach(input.putArray(path)::add));
        return json;
    }
}
