// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** JSON and base64url as events have them: UTF-8, one object, no duplicate keys, bounded depth; canonical base64url. */
final class EventJson {

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(20)
                            .maxStringLength(EventFormat.MAX_LENGTH_WITH_CERTIFICATE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventJson() {}

    /** Bytes of a segment. */
    static byte[] decode(String segment) throws MalformedEventException {
        if (!BASE64URL.matcher(segment).matches()) {
            throw new MalformedEventException("not-base64url", "a part of the event is not base64url without padding");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(segment);
            if (encode(bytes).equals(segment)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("not-base64url", "a part of the event is not base64url without padding");
        }
        throw new MalformedEventException("not-base64url", "a part of the event is not canonical base64url");
    }

    /** Base64url without padding. */
    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The object in these bytes. */
    static ObjectNode object(byte[] bytes) throws MalformedEventException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode node = MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new MalformedEventException("not-a-json-object", "header and payload have to be JSON objects");
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw new MalformedEventException("not-json", "header and payload have to be strict JSON in UTF-8");
        }
    }

    /** An empty object. */
    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** The segment of an object. */
    static String segment(ObjectNode object) {
        try {
            return encode(MAPPER.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object node can always be written", e);
        }
    }
}
