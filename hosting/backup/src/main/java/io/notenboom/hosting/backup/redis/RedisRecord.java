// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Redis has under one key, or a piece of it when it is large. All texts are bytes: a character for each, 0 to 255.
 *
 * @param key the key
 * @param kind of value
 * @param first whether it is the first piece of the key: what was there before is replaced
 * @param expiresAt when it ends, in milliseconds since 1970; null if it does not
 * @param values of a string itself; of a hash names and values in turn; of a set or list its elements; of a sorted set elements
 *     and scores in turn; of a stream an entry: its id, then names and values in turn; of a group of a stream its name and the id
 *     after which it goes on
 */
public record RedisRecord(
        String key, Kind kind, boolean first, @Nullable Long expiresAt, List<String> values) {

    /** Kinds of values. */
    public enum Kind {
        /** Bytes. */
        STRING,
        /** Names and values. */
        HASH,
        /** Elements, each once. */
        SET,
        /** Elements with scores. */
        ZSET,
        /** Elements in order. */
        LIST,
        /** An entry of a stream. */
        STREAM,
        /** A group of readers of a stream. */
        GROUP
    }

    /** Copies the list. */
    public RedisRecord {
        values = List.copyOf(values);
    }
}
