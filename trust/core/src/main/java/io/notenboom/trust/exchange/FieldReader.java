// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one field of an input descriptor. */
final class FieldReader {

    private static final Set<String> MEMBERS =
            Set.of("id", "path", "filter", "optional", "name", "purpose", "intent_to_retain", "predicate");
    private static final Set<String> KEYWORDS = Set.of("type", "const", "enum", "pattern", "$comment", "description");
    private static final Pattern FIELD_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final int MAX_PATHS = 16;
    private static final int MAX_VALUES = 1024;
    private static final int MAX_PATTERN = 512;

    private final String at;

    FieldReader(String at) {
        this.at = at;
    }

    InputDescriptor.Field field(JsonNode node) {
        ObjectNode json = JsonShape.object(node, at, MEMBERS);
        List<JsonPath> paths = JsonShape.texts(json.get("path"), at + ".path", 1, MAX_PATHS).stream()
                .map(this::path)
                .toList();
        return new InputDescriptor.Field(
                json.has("id") ? fieldId(JsonShape.text(json.get("id"), at + ".id")) : null,
                paths,
                JsonShape.flag(json.get("optional"), at + ".optional"),
                json.has("filter") ? filter(json.get("filter")) : null);
    }

    private String fieldId(String id) {
        if (PresentationDefinition.RESERVED_FIELD_IDS.contains(id)) {
            throw new DefinitionException(at + ".id", "is reserved; choose another name for the claim");
        }
        if (!FIELD_ID.matcher(id).matches()) {
            throw new DefinitionException(at + ".id", "must be 1 to 64 letters, digits or any of _ . : -");
        }
        return id;
    }

    private JsonPath path(String text) {
        return JsonPath.parse(text)
                .orElseThrow(() -> new DefinitionException(
                        at + ".path",
                        "must be $ followed by .name, ['name'], [index] or [*]; nothing else is supported"));
    }

    private FieldFilter filter(@Nullable JsonNode node) {
        String place = at + ".filter";
        ObjectNode json = JsonShape.object(node, place, KEYWORDS);
        FieldFilter.Type type =
                switch (JsonShape.text(json.get("type"), place + ".type")) {
                    case "string" -> FieldFilter.Type.STRING;
                    case "number" -> FieldFilter.Type.NUMBER;
                    case "boolean" -> FieldFilter.Type.BOOLEAN;
                    default -> throw new DefinitionException(place + ".type", "must be string, number or boolean");
                };
        JsonNode constant = json.get("const");
        if (constant != null && !type.accepts(constant)) {
            throw new DefinitionException(place + ".const", "must be of the type of the filter");
        }
        boolean listsTexts = json.has("enum") || json.has("pattern");
        if (listsTexts && type != FieldFilter.Type.STRING) {
            throw new DefinitionException(place, "may have enum and pattern for strings only");
        }
        List<String> values =
                json.has("enum") ? JsonShape.texts(json.get("enum"), place + ".enum", 1, MAX_VALUES) : List.of();
        return new FieldFilter(type, constant, values, json.has("pattern") ? pattern(json.get("pattern")) : null);
    }

    private Pattern pattern(@Nullable JsonNode node) {
        String place = at + ".filter.pattern";
        String text = JsonShape.text(node, place);
        if (text.length() > MAX_PATTERN) {
            throw new DefinitionException(place, "must have at most " + MAX_PATTERN + " characters");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException notSupported) {
            throw new DefinitionException(place, "is not a pattern in RE2 syntax (no look-around, no back references)");
        }
        if (pattern.groupCount() > 1) {
            throw new DefinitionException(place, "may have one capture group at most; write others as (?:...)");
        }
        return pattern;
    }
}
