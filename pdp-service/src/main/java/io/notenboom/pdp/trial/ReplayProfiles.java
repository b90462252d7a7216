// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.question.UnreadableQuestionException;
import java.util.Optional;

/** By which profile logged decisions are made again. */
public final class ReplayProfiles {

    private ReplayProfiles() {}

    /**
     * By another version of one profile, which then concerns its decisions only; without one by the profiles in use, which
     * shows that every decision comes out as it did.
     */
    public static Replay.Profiles of(ProfileCatalogue catalogue, Optional<UseCaseProfile> other) {
        return (name, version) -> {
            if (other.isPresent()) {
                return other.filter(profile -> profile.name().equals(name))
                        .orElseThrow(() -> new UnreadableQuestionException("it was decided by another profile"));
            }
            return catalogue
                    .find(name)
                    .filter(profile -> profile.version() == version)
                    .orElseThrow(() -> new UnreadableQuestionException(
                            "version " + version + " of profile " + name + " is not in use any more"));
        };
    }
}
