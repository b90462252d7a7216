// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The profiles in this artifact. */
public final class ShippedProfiles {

    private static final List<String> NAMES =
            List.of("seed/handoff-only", "seed/negotiation", "bolt/handoff-only", "bolt/negotiation");
    private static final int MAX_LENGTH = 65_536;

    private ShippedProfiles() {}

    /** All of them. */
    public static ProfileCatalogue load() {
        return new ProfileCatalogue(NAMES.stream().map(ShippedProfiles::read).toList());
    }

    private static UseCaseProfile read(String name) {
        try (InputStream data = ShippedProfiles.class.getResourceAsStream("/profiles/" + name + ".json")) {
            if (data == null) {
                throw new IllegalStateException("The artifact lacks profile " + name + ".");
            }
            return ProfileReader.read(StrictJson.parse(data.readNBytes(MAX_LENGTH), MAX_LENGTH));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
