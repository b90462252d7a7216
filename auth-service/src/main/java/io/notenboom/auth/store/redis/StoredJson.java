// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes and reads the records of this package as JSON; members that are not known are refused, so nothing gets lost. */
final class StoredJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StoredJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("a record cannot be written as JSON", cause);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("a stored record cannot be read: " + type.getSimpleName(), cause);
        }
    }
}
