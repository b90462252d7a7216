// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads members of definition files and says where one is not as it must be. */
final class JsonShape {

    private static final int MAX_TEXT = 512;

    private JsonShape() {}

    static ObjectNode object(@Nullable JsonNode node, String place, Set<String> members) {
        if (!(node instanceof ObjectNode object)) {
            throw new DefinitionException(place, "must be an object");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                throw new DefinitionException(
                        place,
                        "has a member that is not supported; allowed are "
                                + String.join(", ", members.stream().sorted().toList()));
            }
        });
        return object;
    }

    static Map<String, JsonNode> entries(@Nullable JsonNode node, String place, int limit) {
        if (!(node instanceof ObjectNode object) || object.size() > limit) {
            throw new DefinitionException(place, "must be an object of at most " + limit + " members");
        }
        Map<String, JsonNode> entries = new TreeMap<>();
        object.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    static List<JsonNode> array(@Nullable JsonNode node, String place, int minimum, int limit) {
        if (node == null || !node.isArray() || node.size() < minimum || node.size() > limit) {
            throw new DefinitionException(place, "must be an array of " + minimum + " to " + limit + " elements");
        }
        List<JsonNode> elements = new ArrayList<>();
        node.forEach(elements::add);
        return elements;
    }

    static List<String> texts(@Nullable JsonNode node, String place, int minimum, int limit) {
        return array(node, place, minimum, limit).stream()
                .map(element -> text(element, place))
                .toList();
    }

    static String text(@Nullable JsonNode node, String place) {
        if (node == null || !node.isTextual()) {
            throw new DefinitionException(place, "must be a text");
        }
        String text = node.textValue();
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new DefinitionException(place, "must have 1 to " + MAX_TEXT + " characters");
        }
        return text;
    }

    static boolean flag(@Nullable JsonNode node, String place) {
        if (node != null && !node.isBoolean()) {
            throw new DefinitionException(place, "must be true or false");
        }
        return node != null && node.booleanValue();
    }

    static @Nullable Integer number(@Nullable JsonNode node, String place, int minimum) {
        if (node == null) {
            return null;
        }
        if (!node.isInt() || node.intValue() < minimum || node.intValue() > PresentationDefinition.MAX_DESCRIPTORS) {
            throw new DefinitionException(
                    place, "must be a number from " + minimum + " to " + PresentationDefinition.MAX_DESCRIPTORS);
        }
        return node.intValue();
    }
}
