// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;

/** Trees of the JSON reader as trees of the JSON-LD processor. */
final class JsonTrees {

    private static final JsonProvider JSON = JsonProvider.provider();

    private JsonTrees() {}

    static JsonObject toJakarta(ObjectNode object) {
        JsonObjectBuilder builder = JSON.createObjectBuilder();
        object.properties().forEach(member -> builder.add(member.getKey(), value(member.getValue())));
        return builder.build();
    }

    private static JsonValue value(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> toJakarta(object);
            case ArrayNode array -> {
                JsonArrayBuilder builder = JSON.createArrayBuilder();
                array.forEach(element -> builder.add(value(element)));
                yield builder.build();
            }
            default -> scalar(node);
        };
    }

    private static JsonValue scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> JSON.createValue(node.textValue());
            case NUMBER -> JSON.createValue(node.decimalValue());
            case BOOLEAN -> node.booleanValue() ? JsonValue.TRUE : JsonValue.FALSE;
            case NULL -> JsonValue.NULL;
            case ARRAY, OBJECT, BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
        };
    }
}
