// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.trust.secret.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signed tokens that were verified lately, by their hash, so that not every request costs a signature and an audit record.
 * Holds 1,000, those used last. Safe for many threads.
 */
public final class RecentTokens {

    private static final int MAX = 1_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Entry(Identity identity, Object verifiedWith) {}

    /**
     * Who a token stands for.
     *
     * @param verifiedWith what it would be verified with now
     * @return empty if it was not verified with something equal, or has ended
     */
    public synchronized Optional<Identity> find(Secret token, Object verifiedWith, Instant now) {
        return Optional.ofNullable(entries.get(TokenHash.of(token.reveal())))
                .filter(entry -> entry.verifiedWith().equals(verifiedWith))
                .map(Entry::identity)
                .filter(identity -> !identity.ended(now));
    }

    /** Remembers a token that was verified. */
    public synchronized void add(Secret token, Object verifiedWith, Identity identity) {
        entries.put(TokenHash.of(token.reveal()), new Entry(identity, verifiedWith));
        if (entries.size() > MAX) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
