// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import io.notenboom.trust.exchange.ScopePolicy;
import java.time.Duration;
import java.util.Map;

/**
 * How long tokens live.
 *
 * @param usual for scopes without a value of their own
 * @param byScope by the scope that names the profile
 */
public record TokenLifetimes(Duration usual, Map<String, Duration> byScope) {

    private static final Duration LONGEST = Duration.ofHours(24);

    /** @throws IllegalArgumentException if a lifetime is not 1 second to 24 hours */
    public TokenLifetimes {
        byScope = Map.copyOf(byScope);
        check(usual);
        byScope.values().forEach(TokenLifetimes::check);
    }

    /** How long a token for this scope lives. */
    public Duration of(ScopePolicy policy) {
        return byScope.getOrDefault(policy.scope(), usual);
    }

    private static void check(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a token lifetime is 1 to 86400 seconds");
        }
    }
}
