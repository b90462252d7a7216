// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON that strangers sent (RFC 8259 within I-JSON, RFC 7493): UTF-8 without byte order mark, no duplicate member
 * names, no unpaired surrogates, nesting at most {@value #MAX_DEPTH}, nothing after the value, numbers of at most 100
 * characters that keep their exact value, and never more than the size that the caller allows. Everything else is a {@link JsonInputException}.
 */
public final class StrictJson {

    /** How deep arrays and objects may be nested. */
    public static final int MAX_DEPTH = 64;

    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .maxNameLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /**
     * Reads one JSON value.
     *
     * @param utf8 the whole input
     * @param maxBytes the largest size accepted, in bytes
     * @throws JsonInputException if the input is too large or is not strict JSON
     */
    public static JsonNode parse(byte[] utf8, int maxBytes) {
        if (utf8.length > maxBytes) {
            throw new JsonInputException("the JSON is larger than " + maxBytes + " bytes");
        }
        return parseChecked(decode(utf8));
    }

    /**
     * Reads one JSON value.
     *
     * @param text the whole input
     * @param maxCharacters the largest length accepted, in UTF-16 units
     * @throws JsonInputException if the input is too large or is not strict JSON
     */
    public static JsonNode parse(String text, int maxCharacters) {
        if (text.length() > maxCharacters) {
            throw new JsonInputException("the JSON is longer than " + maxCharacters + " characters");
        }
        return parseChecked(text);
    }

    /**
     * Reads one JSON object.
     *
     * @param utf8 the whole input
     * @param maxBytes the largest size accepted, in bytes
     * @throws JsonInputException if the input is too large, is not strict JSON or is not an object
     */
    public static ObjectNode parseObject(byte[] utf8, int maxBytes) {
        return object(parse(utf8, maxBytes));
    }

    /**
     * Reads one JSON object.
     *
     * @param text the whole input
     * @param maxCharacters the largest length accepted, in UTF-16 units
     * @throws JsonInputException if the input is too large, is not strict JSON or is not an object
     */
    public static ObjectNode parseObject(String text, int maxCharacters) {
        return object(parse(text, maxCharacters));
    }

    /** An empty object to build JSON in. */
    public static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The value as compact UTF-8, members in their own order (for a fixed order use {@link CanonicalJson}). */
    public static byte[] write(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    private static ObjectNode object(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new JsonInputException("the JSON must be an object");
    }

    private static JsonNode parseChecked(String text) {
        if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
            throw new JsonInputException("the JSON must not start with a byte order mark");
        }
        JsonNode value = read(text);
        if (value.isMissingNode()) {
            throw new JsonInputException("the JSON is empty");
        }
        if (text.contains("\\u") || hasUnpairedSurrogate(text)) {
            requirePairedSurrogates(value);
        }
        return value;
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw new JsonInputException("the JSON is nested deeper than " + MAX_DEPTH
                    + " levels or has a name or number that is too long" + where(e));
        } catch (JsonProcessingException e) {
            String original = e.getOriginalMessage();
            throw new JsonInputException(
                    original != null && original.startsWith("Duplicate field")
                            ? "the JSON has a duplicate member name" + where(e)
                            : "the input is not valid JSON" + where(e));
        }
    }

    private static String where(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(utf8);
    }

    /** Tells a replacement character that was written from one that stands for bytes that are not UTF-8. */
    private static String decodeStrictly(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonInputException("the JSON is not valid UTF-8");
        }
    }

    private static void requirePairedSurrogates(JsonNode value) {
        if (value.isTextual() && hasUnpairedSurrogate(value.textValue())) {
            throw new JsonInputException("the JSON has a text with an unpaired surrogate");
        }
        if (value instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (hasUnpairedSurrogate(name)) {
                    throw new JsonInputException("the JSON has a member name with an unpaired surrogate");
                }
            });
        }
        value.forEach(StrictJson::requirePairedSurrogates);
    }

    static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return true;
            }
        }
        return false;
    }
}
