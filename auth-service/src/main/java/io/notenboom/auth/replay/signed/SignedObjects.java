// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds everything signed in a message: in JSON, in forms, in texts, in what is signed itself. */
public final class SignedObjects {

    private static final int MAX = 4 * 1024 * 1024;
    private static final int MAX_OBJECTS = 2_000;
    private static final int MAX_NESTING = 8;

    private final Map<String, SignedObject> found = new LinkedHashMap<>();

    private SignedObjects() {}

    /** Those in the body of a message; each once. */
    public static List<SignedObject> in(String body) {
        SignedObjects objects = new SignedObjects();
        if (body.matches("(?s)[A-Za-z_]+=.*") && !body.contains("\n")) {
            objects.inForm(body);
        } else {
            objects.inText(body.strip(), 0);
        }
        return new ArrayList<>(objects.found.values());
    }

    private void inForm(String body) {
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            try {
                inText(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8), 0);
            } catch (IllegalArgumentException malformed) {
                // a form that cannot be decoded holds nothing
            }
        }
    }

    private void inText(String text, int depth) {
        if (depth > MAX_NESTING || found.size() >= MAX_OBJECTS) {
            return;
        }
        Optional<JwtText> jwt = JwtText.read(text);
        if (jwt.isPresent()) {
            if (found.putIfAbsent(text, new SignedObject.Jwt(jwt.get(), depth)) == null) {
                inJson(jwt.get().payload(), depth + 1);
            }
        } else if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
            try {
                inJson(StrictJson.parse(text, MAX), depth);
            } catch (JsonInputException noJson) {
                // nothing that could be read as signed
            }
        }
    }

    private void inJson(JsonNode json, int depth) {
        if (json.isTextual()) {
            inText(json.textValue(), depth);
            return;
        }
        int inner = depth;
        if (json instanceof ObjectNode object && proof(object).path("jws").isTextual()) {
            if (found.putIfAbsent(object.toString(), new SignedObject.LinkedData(object, depth)) != null) {
                return;
            }
            inner = depth + 1;
        }
        for (JsonNode child : json) {
            inJson(child, inner);
        }
    }

    private static JsonNode proof(ObjectNode object) {
        JsonNode proof = object.path("proof");
        return proof.isArray() ? proof.path(0) : proof;
    }
}
