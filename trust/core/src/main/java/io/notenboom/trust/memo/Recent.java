// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.memo;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values that were used last, in memory; when it is full, the one that was not used longest is dropped. It knows no time:
 * for what never changes, as the key in a DID that holds its key. Safe for many threads.
 *
 * @param <K> key
 * @param <V> value, immutable
 */
@CheckReturnValue
public final class Recent<K, V> {

    private final Map<K, V> entries;

    /** @param capacity most values at one time, at least 1 */
    public Recent(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity is at least 1");
        }
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The value, if it is there. */
    public Optional<V> get(K key) {
        synchronized (entries) {
            return Optional.ofNullable(entries.get(key));
        }
    }

    /** Keeps a value; replaces an earlier one. */
    public void put(K key, V value) {
        synchronized (entries) {
            entries.put(key, value);
        }
    }

    /** How many values there are. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }
}
