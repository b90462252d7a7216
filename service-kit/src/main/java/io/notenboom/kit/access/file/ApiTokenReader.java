// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.kit.access.Identity;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the file of API tokens, docs/architecture/contracts.md §3. A member of a wrong type is an error, never no limit. */
final class ApiTokenReader {

    private static final int MAX_BYTES = 1_048_576;
    private static final int MAX_ID = 128;

    private ApiTokenReader() {}

    /** @throws IllegalArgumentException that says which entry is wrong, and quotes no hash */
    static List<ApiToken> read(byte[] json) {
        JsonNode entries;
        try {
            entries = StrictJson.parseObject(json, MAX_BYTES).path("tokens");
        } catch (JsonInputException malformed) {
            throw new IllegalArgumentException("the file of API tokens: " + malformed.getMessage(), malformed);
        }
        if (!entries.isArray()) {
            throw new IllegalArgumentException("the file of API tokens has no list \"tokens\"");
        }
        List<ApiToken> tokens = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : entries) {
            ApiToken token = token(entry, "entry " + (tokens.size() + 1) + " of the file of API tokens");
            if (!seen.add(token.id()) || !seen.add(token.sha256())) {
                throw new IllegalArgumentException("the file of API tokens has " + token.id() + " or its hash twice");
            }
            tokens.add(token);
        }
        return List.copyOf(tokens);
    }

    private static ApiToken token(JsonNode entry, String place) {
        String id = text(entry.path("id"), place + ": id");
        if (id.isBlank() || id.length() > MAX_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(place + ": id has 1 to " + MAX_ID + " characters");
        }
        return new ApiToken(
                text(entry.path("sha256"), place + ": sha256"),
                new Identity(
                        id,
                        texts(entry.path("scopes"), place + ": scopes"),
                        entry.has("subjects")
                                ? Optional.of(texts(entry.path("subjects"), place + ": subjects"))
                                : Optional.empty(),
                        entry.has("expires") ? Optional.of(time(entry.path("expires"), place)) : Optional.empty()));
    }

    private static Instant time(JsonNode value, String place) {
        try {
            return Instant.parse(text(value, place + ": expires"));
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(place + ": expires is a time as 2027-01-31T00:00:00Z", malformed);
        }
    }

    private static Set<String> texts(JsonNode array, String place) {
        if (!array.isArray()) {
            throw new IllegalArgumentException(place + " is a list of texts");
        }
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text(text, place)));
        return texts;
    }

    private static String text(JsonNode value, String place) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException(place + " is missing or no text");
        }
        return value.textValue();
    }
}
