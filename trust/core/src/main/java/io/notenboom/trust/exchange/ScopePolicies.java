// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The policies of an authorization server, by scope. Immutable: reload by making a new one. */
@CheckReturnValue
public final class ScopePolicies {

    private final Map<String, ScopePolicy> byScope;

    /**
     * All policies.
     *
     * @throws DefinitionException if two are for one scope
     */
    public ScopePolicies(Collection<ScopePolicy> policies) {
        Map<String, ScopePolicy> map = new LinkedHashMap<>();
        for (ScopePolicy policy : policies) {
            if (map.put(policy.scope(), policy) != null) {
                throw new DefinitionException("scope " + policy.scope(), "has a policy in two places");
            }
        }
        this.byScope = Map.copyOf(map);
    }

    /** All policies, in no order. */
    public Collection<ScopePolicy> all() {
        return byScope.values();
    }

    /** Finds the policy for the {@code scope} parameter of a request: scopes separated by one space. */
    public ScopeSelection select(String requested) {
        List<String> scopes = Arrays.stream(requested.split(" "))
                .filter(scope -> !scope.isEmpty())
                .distinct()
                .toList();
        List<ScopePolicy> found = scopes.stream()
                .filter(byScope::containsKey)
                .map(scope -> Objects.requireNonNull(byScope.get(scope)))
                .toList();
        if (found.isEmpty()) {
            return new ScopeSelection.Unknown();
        }
        if (found.size() > 1) {
            return new ScopeSelection.Several();
        }
        ScopePolicy policy = found.getFirst();
        List<String> extra =
                scopes.stream().filter(scope -> !scope.equals(policy.scope())).toList();
        return extra.isEmpty() || policy.extraScopes() != ScopePolicy.ExtraScopes.PROFILE_ONLY
                ? new ScopeSelection.Selected(policy, extra)
                : new ScopeSelection.ExtraNotAllowed(policy);
    }

    /** Which policy a request is for. */
    public sealed interface ScopeSelection {

        /**
         * Exactly one.
         *
         * @param policy the policy
         * @param extraScopes the other scopes asked for; not granted yet
         */
        record Selected(ScopePolicy policy, List<String> extraScopes) implements ScopeSelection {

            /** Copies the list. */
            public Selected {
                extraScopes = List.copyOf(extraScopes);
            }
        }

        /** No scope of the request has a policy. */
        record Unknown() implements ScopeSelection {}

        /** More than one scope of the request has a policy. */
        record Several() implements ScopeSelection {}

        /**
         * One has a policy, and that allows no other scopes.
         *
         * @param policy the policy
         */
        record ExtraNotAllowed(ScopePolicy policy) implements ScopeSelection {}
    }
}
