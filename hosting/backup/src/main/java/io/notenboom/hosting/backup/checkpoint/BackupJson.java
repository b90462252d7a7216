// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** Records of this module as JSON: canonical when written, strict when read; a member that is not known is refused. */
public final class BackupJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private BackupJson() {}

    /** A record of plain members as JSON. */
    public static byte[] write(Object value) {
        return CanonicalJson.bytes(MAPPER.valueToTree(value));
    }

    /**
     * Reads a record.
     *
     * @param what it is, for the message
     * @throws BackupException if it is not one
     */
    public static <T> T read(byte[] json, int maxBytes, Class<T> type, String what) {
        try {
            JsonNode tree = StrictJson.parseObject(json, maxBytes);
            return MAPPER.treeToValue(tree, type);
        } catch (JsonInputException | JsonProcessingException | IllegalArgumentException malformed) {
            throw new BackupException(what + " cannot be read: it is damaged or of another version", malformed);
        }
    }

    /** A text in UTF-8. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
