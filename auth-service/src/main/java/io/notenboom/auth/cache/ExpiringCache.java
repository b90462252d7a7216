// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.cache;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values in memory until a time that each has; when it is full, the value that was not used longest is dropped. Safe for
 * many threads.
 *
 * @param <K> key
 * @param <V> value
 */
public final class ExpiringCache<K, V> {

    private final InstantSource clock;
    private final Map<K, Kept<V>> entries;

    /** @param capacity most values at one time */
    public ExpiringCache(int capacity, InstantSource clock) {
        this.clock = clock;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The value, if it is there and has not expired. */
    public Optional<V> get(K key) {
        synchronized (entries) {
            @Nullable Kept<V> entry = entries.get(key);
            if (entry == null) {
                return Optional.empty();
            }
            if (!clock.instant().isBefore(entry.until())) {
                entries.remove(key);
                return Optional.empty();
            }
            return Optional.of(entry.value());
        }
    }

    /** Keeps a value until a time; replaces an earlier one. */
    public void put(K key, V value, Instant until) {
        synchronized (entries) {
            entries.put(key, new Kept<>(value, until));
        }
    }

    /** Forgets a value. */
    public void remove(K key) {
        synchronized (entries) {
            entries.remove(key);
        }
    }

    private record Kept<V>(V value, Instant until) {}
}
