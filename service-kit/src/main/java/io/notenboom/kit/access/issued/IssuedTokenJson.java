// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How a token is written in the store. */
final class IssuedTokenJson {

    private static final int MAX_CHARACTERS = 262_144;

    private IssuedTokenJson() {}

    static String write(IssuedToken token) {
        ObjectNode json = StrictJson.newObject()
                .put("id", token.id())
                .put("name", token.name())
                .put("created", token.created().toString())
                .put("createdBy", token.createdBy())
                .put("days", token.days());
        addTexts(json.putArray("scopes"), token.scopes());
        token.subjects().ifPresent(subjects -> addTexts(json.putArray("subjects"), subjects));
        ArrayNode secrets = json.putArray("secrets");
        token.secrets().forEach(secret -> secrets.addObject()
                .put("sha256", secret.sha256())
                .put("ends", secret.ends().toString()));
        return new String(StrictJson.write(json), StandardCharsets.UTF_8);
    }

    private static void addTexts(ArrayNode array, Set<String> texts) {
        new TreeSet<>(texts).forEach(array::add);
    }

    /** @throws IllegalArgumentException for anything else than {@link #write} writes: what is unclear gives nobody a right */
    static IssuedToken read(String text) {
        try {
            ObjectNode json = StrictJson.parseObject(text, MAX_CHARACTERS);
            List<IssuedToken.KeptSecret> secrets = new ArrayList<>();
            for (JsonNode secret : array(json.get("secrets"))) {
                secrets.add(new IssuedToken.KeptSecret(text(secret, "sha256"), Instant.parse(text(secret, "ends"))));
            }
            return new IssuedToken(
                    text(json, "id"),
                    text(json, "name"),
                    texts(json.get("scopes")),
                    json.has("subjects") ? Optional.of(texts(json.get("subjects"))) : Optional.empty(),
                    Instant.parse(text(json, "created")),
                    text(json, "createdBy"),
                    json.path("days").intValue(),
                    secrets);
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("a kept API token cannot be read", malformed);
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode text : array(array)) {
            if (!text.isTextual()) {
                throw new IllegalArgumentException("not a list of texts");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    private static ArrayNode array(JsonNode node) {
        if (!(node instanceof ArrayNode array)) {
            throw new IllegalArgumentException("not a list");
        }
        return array;
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.textValue();
    }
}
