// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The profiles that are shipped, by name. */
public final class ProfileCatalogue {

    private final TreeMap<String, UseCaseProfile> profiles = new TreeMap<>();

    /** Of these profiles; at least one, each name once. */
    public ProfileCatalogue(Collection<UseCaseProfile> profiles) {
        profiles.forEach(profile -> this.profiles.put(profile.name(), profile));
        if (this.profiles.isEmpty() || this.profiles.size() != profiles.size()) {
            throw new IllegalArgumentException("Profiles have distinct names, and there is at least one.");
        }
    }

    /** The profile of a name. */
    public Optional<UseCaseProfile> find(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /** All profiles by name. */
    public Map<String, UseCaseProfile> all() {
        return Map.copyOf(profiles);
    }

    /** Some profile, for decisions that end before any profile counts. */
    public UseCaseProfile any() {
        return profiles.firstEntry().getValue();
    }
}
