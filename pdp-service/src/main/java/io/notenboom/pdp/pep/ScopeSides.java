// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rule that no scope opens both sides within one customer: a token that is good for a notification must not be good for
 * reading records, whichever profiles the enforcement points have. A registration that would break it is refused; where it is
 * broken all the same, because a profile changed or two were registered at once, nothing is permitted at either of the two.
 * Safe for many threads.
 */
public final class ScopeSides {

    private final PepRegister peps;
    private final ProfileCatalogue profiles;
    private volatile Judged judged = new Judged(List.of(), Map.of());

    private record Judged(List<PepRegistration> peps, Map<String, String> conflicts) {}

    /** Among these enforcement points, by these profiles. */
    public ScopeSides(PepRegister peps, ProfileCatalogue profiles) {
        this.peps = peps;
        this.profiles = profiles;
    }

    /** The profiles in force. */
    public ProfileCatalogue profiles() {
        return profiles;
    }

    /** What speaks against a registration beside those that there are, as a text that says what to do; empty when nothing does. */
    public Optional<String> conflict(PepRegistration pep) {
        return conflict(pep, scopes(pep), peps.all());
    }

    /** What would speak against a registration if this were its profile. */
    public Optional<String> conflict(PepRegistration pep, UseCaseProfile profile) {
        return conflict(pep, new TreeSet<>(profile.scopes(pep.grammar().kind())), peps.all());
    }

    /** Whether the enforcement point with this id shares a scope with one of another side. */
    public boolean broken(String id) {
        return conflicts().containsKey(id);
    }

    /** What speaks against those that are registered, by their ids; empty while the rule holds. */
    public Map<String, String> conflicts() {
        List<PepRegistration> now = peps.all();
        Judged known = judged;
        if (!known.peps().equals(now)) {
            Map<String, String> conflicts = new TreeMap<>();
            now.forEach(pep -> conflict(pep, scopes(pep), now).ifPresent(text -> conflicts.put(pep.id(), text)));
            known = new Judged(now, conflicts);
            judged = known;
        }
        return known.conflicts();
    }

    private Optional<String> conflict(PepRegistration pep, TreeSet<String> own, Collection<PepRegistration> others) {
        Map<String, PepRegistration> opens = new HashMap<>();
        for (PepRegistration other : others) {
            if (!other.id().equals(pep.id())
                    && other.grammar().kind() != pep.grammar().kind()) {
                scopes(other).forEach(scope -> opens.put(scope, other));
            }
        }
        for (String scope : own) {
            PepRegistration other = opens.get(scope);
            if (other != null) {
                return Optional.of("Scope " + scope + " would open both sides: enforcement point " + other.id()
                        + " has it for the other one. Give both profiles of one family, or remove that one first.");
            }
        }
        return Optional.empty();
    }

    private TreeSet<String> scopes(PepRegistration pep) {
        TreeSet<String> scopes = new TreeSet<>();
        pep.standing().profiles().forEach(name -> profiles.find(name)
                .ifPresent(profile -> scopes.addAll(profile.scopes(pep.grammar().kind()))));
        return scopes;
    }
}
