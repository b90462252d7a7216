// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.request.EndpointKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rule that no scope opens both sides within one customer: a token that is good for a notification must not be good for
 * reading records, whichever profiles the enforcement points have.
 */
public final class ScopeSides {

    private ScopeSides() {}

    /** What speaks against a registration beside others, as a text that says what to do; empty when nothing does. */
    public static Optional<String> conflict(
            PepRegistration pep, Collection<PepRegistration> others, ProfileCatalogue profiles) {
        Map<String, PepRegistration> opens = new HashMap<>();
        for (PepRegistration other : others) {
            if (!other.id().equals(pep.id())
                    && other.grammar().kind() != pep.grammar().kind()) {
                scopes(other, other.grammar().kind(), profiles).forEach(scope -> opens.put(scope, other));
            }
        }
        for (String scope : scopes(pep, pep.grammar().kind(), profiles)) {
            PepRegistration other = opens.get(scope);
            if (other != null) {
                return Optional.of("Scope " + scope + " would open both sides: enforcement point " + other.id()
                        + " has it for the other one. Give both profiles of one family, or remove that one first.");
            }
        }
        return Optional.empty();
    }

    private static TreeSet<String> scopes(PepRegistration pep, EndpointKind side, ProfileCatalogue profiles) {
        TreeSet<String> scopes = new TreeSet<>();
        pep.standing().profiles().forEach(name -> profiles.find(name)
                .ifPresent(profile -> scopes.addAll(profile.scopes(side))));
        return scopes;
    }
}
