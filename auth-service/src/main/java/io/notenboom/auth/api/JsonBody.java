// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The JSON object in a request body; every getter refuses a member of another type with a 400 that names it. */
public final class JsonBody {

    private static final int MAX_BYTES = 512 * 1024;

    private final ObjectNode json;

    private JsonBody(ObjectNode json) {
        this.json = json;
    }

    /** Reads a body that is an object. */
    public static JsonBody parse(byte[] body) {
        if (parseAny(body) instanceof ObjectNode object) {
            return new JsonBody(object);
        }
        throw Problems.badRequest("the body must be a JSON object");
    }

    static JsonNode parseAny(byte[] body) {
        try {
            return StrictJson.parse(body, MAX_BYTES);
        } catch (JsonInputException malformed) {
            throw Problems.badRequest("the body must be JSON: " + malformed.getMessage());
        }
    }

    /** Refuses members that are not known, so that a typing error does not change the meaning. */
    public JsonBody only(Set<String> members) {
        json.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                throw Problems.badRequest("the body has a member that is not known; known are "
                        + members.stream().sorted().toList());
            }
        });
        return this;
    }

    /** A member, if it is there and not null. */
    public Optional<JsonNode> node(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    /** A member that has to be there. */
    public JsonNode requiredNode(String name) {
        return node(name).orElseThrow(() -> missing(name));
    }

    /** Whether there is a member of this name that is not null. */
    public boolean has(String name) {
        return node(name).isPresent();
    }

    /** A whole number, if it is there. */
    public Optional<Integer> integer(String name) {
        return node(name).map(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw Problems.badRequest(name + " must be a whole number");
            }
            return node.intValue();
        });
    }

    /** A text, if it is there. */
    public Optional<String> text(String name) {
        return node(name).map(node -> {
            if (!node.isTextual()) {
                throw Problems.badRequest(name + " must be a text");
            }
            return node.textValue();
        });
    }

    /** A text that has to be there and not blank. */
    public String requiredText(String name) {
        return text(name).filter(text -> !text.isBlank()).orElseThrow(() -> missing(name));
    }

    /** True or false, if it is there. */
    public boolean flag(String name, boolean otherwise) {
        return node(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw Problems.badRequest(name + " must be true or false");
                    }
                    return node.booleanValue();
                })
                .orElse(otherwise);
    }

    Optional<ObjectNode> object(String name) {
        return node(name).map(node -> {
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw Problems.badRequest(name + " must be an object");
        });
    }

    /** The object of this name as a body of its own. */
    Optional<JsonBody> body(String name) {
        return object(name).map(JsonBody::new);
    }

    /** One text or an array of texts; none if it is absent. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        node(name).ifPresent(node -> {
            for (JsonNode element : node.isArray() ? node : List.of(node)) {
                if (!element.isTextual()) {
                    throw Problems.badRequest(name + " must be a text or an array of texts");
                }
                texts.add(element.textValue());
            }
        });
        return List.copyOf(texts);
    }

    /** A time with its offset, if it is there. */
    public Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException notATime) {
                throw Problems.badRequest(name + " must be a time such as 2027-01-01T00:00:00Z");
            }
        });
    }

    URI requiredUri(String name) {
        try {
            return URI.create(requiredText(name));
        } catch (IllegalArgumentException notAUri) {
            throw Problems.badRequest(name + " must be an absolute URL");
        }
    }

    private static RuntimeException missing(String name) {
        return Problems.badRequest("the body lacks " + name);
    }
}
