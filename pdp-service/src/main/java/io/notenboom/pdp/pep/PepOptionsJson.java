// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.request.RequestGrammar.Options;
import io.notenboom.pdp.request.RequestGrammar.Surface;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The JSON form of what a customer chose for an enforcement point. */
public final class PepOptionsJson {

    private static final Set<String> MEMBERS = Set.of(
            "narrowScopes", "userAreas", "receiverMayCancel", "requireIfMatch", "bodyCheckedBy", "types", "head");

    private PepOptionsJson() {}

    static ObjectNode write(Options options, Surface surface) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("narrowScopes", options.narrowScopes());
        json.put("userAreas", options.userAreas()).put("receiverMayCancel", options.receiverMayCancel());
        json.put("requireIfMatch", options.requireIfMatch());
        if (options.backendChecksBody()) {
            json.put("bodyCheckedBy", "backend");
        }
        if (!surface.types().isEmpty()) {
            new TreeSet<>(surface.types()).forEach(json.putArray("types")::add);
        }
        if (surface.head()) {
            json.put("head", true);
        }
        return json;
    }

    /**
     * Reads options; what is not said is not chosen.
     *
     * @throws IllegalArgumentException with a text that says what to correct
     */
    public static Options read(JsonNode json) {
        if (json.isMissingNode()) {
            return Options.NONE;
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("options has no member " + name + "; it has " + MEMBERS + ".");
            }
        });
        JsonNode checker = json.path("bodyCheckedBy");
        if (!json.isObject() || (!checker.isMissingNode() && !"backend".equals(checker.textValue()))) {
            throw new IllegalArgumentException("options is an object; bodyCheckedBy in it is backend or left out.");
        }
        JsonNode areas = json.path("userAreas");
        return new Options(
                chosen(json, "narrowScopes"),
                areas.isMissingNode() ? Options.USER_AREAS : areas.asText(),
                chosen(json, "receiverMayCancel"),
                chosen(json, "requireIfMatch"),
                !checker.isMissingNode());
    }

    /**
     * Reads what the server has; all types and no HEAD when that is not said.
     *
     * @param json the same object
     * @throws IllegalArgumentException with a text that says what to correct
     */
    public static Surface readSurface(JsonNode json) {
        JsonNode types = json.path("types");
        if (!types.isMissingNode() && (!types.isArray() || types.isEmpty())) {
            throw new IllegalArgumentException(
                    "options.types is an array of names of resource types, or left out for all of the FHIR version.");
        }
        Set<String> names = new HashSet<>();
        types.forEach(type -> names.add(type.asText()));
        return new Surface(names, chosen(json, "head"));
    }

    private static boolean chosen(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException("options." + member + " is true or false.");
        }
        return value.asBoolean();
    }
}
