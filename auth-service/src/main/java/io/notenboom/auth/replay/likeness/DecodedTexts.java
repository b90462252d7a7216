// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.likeness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.signed.JwtText;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The body of a request as one tree: parameters of a form, JSON in them, and what JWTs say, with every text changed alike. */
public final class DecodedTexts {

    private static final int MAX = 1024 * 1024;

    private final UnaryOperator<String> change;

    /** @param change what to do with each text */
    public DecodedTexts(UnaryOperator<String> change) {
        this.change = change;
    }

    /** The body as a tree. */
    public JsonNode body(String text) {
        if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
            return decoded(json(text));
        }
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            JsonNode node = value.startsWith("{") || value.startsWith("[")
                    ? json(value)
                    : JsonNodeFactory.instance.textNode(value);
            form.set(parts[0], decoded(node));
        }
        Submissions.resolve(form);
        return form;
    }

    /** A text as a tree. */
    public JsonNode text(String text) {
        return decoded(JsonNodeFactory.instance.textNode(text));
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.parse(text, MAX);
        } catch (JsonInputException noJson) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private JsonNode decoded(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode decoded = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> decoded.set(member.getKey(), decoded(member.getValue())));
            return decoded;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode decoded = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> decoded.add(decoded(element)));
            return decoded;
        }
        return node.isTextual() ? decodedText(node.textValue()) : node;
    }

    private JsonNode decodedText(String text) {
        Optional<JwtText> jwt = JwtText.read(text);
        if (jwt.isPresent()) {
            ObjectNode decoded = JsonNodeFactory.instance.objectNode();
            decoded.set("header", decoded(jwt.get().header()));
            decoded.set("payload", decoded(jwt.get().payload()));
            return decoded;
        }
        return JsonNodeFactory.instance.textNode(change.apply(text));
    }
}
