// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text that has the form of a compact JWT. Nothing in it was verified.
 *
 * @param text the text
 * @param header its header
 * @param payload what it says
 */
public record JwtText(String text, ObjectNode header, ObjectNode payload) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final int MAX = 1024 * 1024;

    /** Reads a text; empty if it is no JWT with a header that names an algorithm. */
    public static Optional<JwtText> read(String text) {
        if (text.length() > MAX || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        try {
            ObjectNode header = StrictJson.parseObject(Base64.getUrlDecoder().decode(parts[0]), MAX);
            ObjectNode payload = StrictJson.parseObject(Base64.getUrlDecoder().decode(parts[1]), MAX);
            return header.path("alg").isTextual() ? Optional.of(new JwtText(text, header, payload)) : Optional.empty();
        } catch (JsonInputException | IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
