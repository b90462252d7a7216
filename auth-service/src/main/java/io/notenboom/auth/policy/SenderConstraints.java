// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import io.notenboom.trust.exchange.ScopePolicy;
import java.util.Map;
import java.util.Objects;

/**
 * To what tokens have to be bound.
 *
 * @param usual for scopes without a value of their own
 * @param byScope by the scope that names the profile
 */
public record SenderConstraints(SenderConstraint usual, Map<String, SenderConstraint> byScope) {

    /** Copies the map. */
    public SenderConstraints {
        Objects.requireNonNull(usual, "usual");
        byScope = Map.copyOf(byScope);
    }

    /** No token has to be bound. */
    public static SenderConstraints none() {
        return new SenderConstraints(SenderConstraint.NONE, Map.of());
    }

    /** To what a token for this scope has to be bound. */
    public SenderConstraint of(ScopePolicy policy) {
        return byScope.getOrDefault(policy.scope(), usual);
    }
}
