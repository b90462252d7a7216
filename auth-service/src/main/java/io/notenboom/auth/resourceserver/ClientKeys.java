// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.trust.jose.Jwk;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Keys of clients at their addresses. They are kept for 5 minutes, and fetched again sooner for a key that is not among them, at
 * most every 10 seconds. While the address does not answer, the copy counts for an hour. Safe for use by many threads.
 */
public final class ClientKeys {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int CAPACITY = 500;

    private final JwksFetcher fetcher;
    private final InstantSource clock;
    private final ExpiringCache<URI, List<Jwk>> fresh;
    private final ExpiringCache<URI, List<Jwk>> kept;
    private final ExpiringCache<URI, Boolean> asked;

    /** Keys that this fetches. */
    public ClientKeys(JwksFetcher fetcher, InstantSource clock) {
        this.fetcher = fetcher;
        this.clock = clock;
        this.fresh = new ExpiringCache<>(CAPACITY, clock);
        this.kept = new ExpiringCache<>(CAPACITY, clock);
        this.asked = new ExpiringCache<>(CAPACITY, clock);
    }

    /** The keys at an address that a signature may be of: the one with this id, or all if it names none. */
    List<Jwk> of(URI url, Optional<String> keyId) {
        List<Jwk> known = fresh.get(url).map(keys -> matching(keys, keyId)).orElse(List.of());
        if (!known.isEmpty()) {
            return known;
        }
        if (asked.get(url).isEmpty()) {
            asked.put(url, true, clock.instant().plus(PAUSE));
            fetcher.fetch(url).ifPresent(keys -> {
                fresh.put(url, keys, clock.instant().plus(FRESH));
                kept.put(url, keys, clock.instant().plus(KEPT));
            });
        }
        return kept.get(url).map(keys -> matching(keys, keyId)).orElse(List.of());
    }

    /** Of keys, those with this id; all if a signature names none. */
    static List<Jwk> matching(List<Jwk> keys, Optional<String> keyId) {
        return keyId.isEmpty()
                ? keys
                : keys.stream().filter(key -> key.keyId().equals(keyId)).toList();
    }
}
