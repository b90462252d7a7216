// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A compact JWS (RFC 7515 §7.1) that was parsed, not verified: nothing in it may be relied on. Parsing is strict: three
 * segments of the base64url alphabet without padding and without stray bits, a header that is a JSON object without duplicate
 * names and with {@code alg}.
 */
public final class CompactJws {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]+");

    private final String text;
    private final ObjectNode header;
    private final byte[] payload;
    private final byte[] signature;

    private CompactJws(String text, ObjectNode header, byte[] payload, byte[] signature) {
        this.text = text;
        this.header = header;
        this.payload = payload;
        this.signature = signature;
    }

    /**
     * Parses a text.
     *
     * @param maxCharacters most characters that it may have
     * @throws MalformedJwsException if it is not a compact JWS
     */
    public static CompactJws parse(String text, int maxCharacters) {
        if (text.length() > maxCharacters) {
            throw new MalformedJwsException("a JWS here has at most " + maxCharacters + " characters");
        }
        String[] segments = text.split("\\.", -1);
        if (segments.length != 3) {
            throw new MalformedJwsException("a compact JWS has three segments");
        }
        ObjectNode header = header(decode(segments[0], "header"), maxCharacters);
        return new CompactJws(text, header, decode(segments[1], "payload"), decode(segments[2], "signature"));
    }

    private static ObjectNode header(byte[] json, int maxBytes) {
        try {
            ObjectNode header = StrictJson.parseObject(json, maxBytes);
            if (!header.path("alg").isTextual()) {
                throw new MalformedJwsException("a JWS header has a text alg");
            }
            return header;
        } catch (JsonInputException malformed) {
            throw new MalformedJwsException("the JWS header is no JSON object: " + malformed.getMessage());
        }
    }

    private static byte[] decode(String segment, String name) {
        if (!SEGMENT.matcher(segment).matches()) {
            throw new MalformedJwsException("the JWS " + name + " is not base64url without padding");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(segment);
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(segment)) {
                throw new MalformedJwsException("the JWS " + name + " has stray bits");
            }
            return bytes;
        } catch (IllegalArgumentException malformed) {
            throw new MalformedJwsException("the JWS " + name + " is not base64url");
        }
    }

    /** The header; a copy. */
    public ObjectNode header() {
        return header.deepCopy();
    }

    /** A member of the header if it is there and a text. */
    public Optional<String> headerText(String name) {
        JsonNode value = header.path(name);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /** The value of {@code alg}. */
    public String algorithm() {
        return header.path("alg").textValue();
    }

    /** The payload; a copy. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The signature; a copy. */
    public byte[] signature() {
        return signature.clone();
    }

    /** What is signed: the first two segments with their dot, in ASCII. */
    public byte[] signingInput() {
        return text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    /** The compact form. */
    @Override
    public String toString() {
        return text;
    }
}
