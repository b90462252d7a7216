// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes and reads the records of this package as JSON; a later version may have written more members. */
final class StoredJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectReader TOLERANT =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private StoredJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("a record cannot be written as JSON", cause);
        }
    }

    /** Reads a record that is only read; members that are not known do not matter. */
    static <T> T read(String text, Class<T> type) {
        return read(TOLERANT, text, type);
    }

    /** Reads a record that is written again after a change: refused when it has members that would get lost. */
    static <T> T readWhole(String text, Class<T> type) {
        return read(MAPPER.reader(), text, type);
    }

    private static <T> T read(ObjectReader reader, String text, Class<T> type) {
        try {
            return reader.forType(type).readValue(text);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("a stored record cannot be read: " + type.getSimpleName(), cause);
        }
    }
}
