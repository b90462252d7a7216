// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON (RFC 8259) that somebody else wrote: UTF-8 only, no duplicate names, nothing after the value, nested at most
 * {@value #MAX_DEPTH} deep, as many bytes as the caller allows. Numbers keep their exact value. Safe for many threads.
 */
public final class StrictJson {

    /** Deepest nesting of objects and arrays. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 64;
    private static final JsonMapper MAPPER = mapper();

    private StrictJson() {}

    private static JsonMapper mapper() {
        JsonFactory factory = new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    /**
     * Reads one JSON value.
     *
     * @param maxBytes most bytes that the text may have
     * @throws JsonInputException if it is too long, not UTF-8, or not strict JSON
     */
    public static JsonNode parse(byte[] json, int maxBytes) {
        if (json.length > maxBytes) {
            throw new JsonInputException("JSON is longer than " + maxBytes + " bytes");
        }
        return parse(decode(json));
    }

    /**
     * Reads one JSON value.
     *
     * @param maxCharacters most characters that the text may have
     * @throws JsonInputException if it is too long or not strict JSON
     */
    public static JsonNode parse(String json, int maxCharacters) {
        if (json.length() > maxCharacters) {
            throw new JsonInputException("JSON is longer than " + maxCharacters + " characters");
        }
        return parse(json);
    }

    /**
     * Reads one JSON object.
     *
     * @param maxBytes most bytes that the text may have
     * @throws JsonInputException if it is not strict JSON or not an object
     */
    public static ObjectNode parseObject(byte[] json, int maxBytes) {
        return object(parse(json, maxBytes));
    }

    /**
     * Reads one JSON object.
     *
     * @param maxCharacters most characters that the text may have
     * @throws JsonInputException if it is not strict JSON or not an object
     */
    public static ObjectNode parseObject(String json, int maxCharacters) {
        return object(parse(json, maxCharacters));
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new JsonInputException("JSON is not an object");
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new JsonInputException("JSON is empty");
            }
            return node;
        } catch (StreamConstraintsException limit) {
            throw new JsonInputException("JSON is nested deeper than " + MAX_DEPTH + " or has an overlong number");
        } catch (IOException malformed) {
            boolean duplicate = String.valueOf(malformed.getMessage()).startsWith("Duplicate");
            throw new JsonInputException(duplicate ? "JSON has a duplicate name" : "JSON is malformed");
        }
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new JsonInputException("JSON is not UTF-8");
        }
    }
}
