// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The profiles in this artifact, signed by the key in it. */
public final class ShippedProfiles {

    private static final List<String> NAMES =
            List.of("seed/handoff-only", "seed/negotiation", "bolt/handoff-only", "bolt/negotiation");

    private ShippedProfiles() {}

    /**
     * All of them.
     *
     * @throws IllegalArgumentException when one is not what was signed
     */
    public static List<UseCaseProfile> load() {
        ProfileKeys keys = ProfileKeys.read(resource("keys.json"));
        return NAMES.stream()
                .map(name -> SignedProfile.read(
                        name,
                        resource(name + ".json"),
                        new String(resource(name + ".json" + SignedProfile.SUFFIX), StandardCharsets.US_ASCII),
                        keys))
                .toList();
    }

    /** All of them by name. */
    public static ProfileCatalogue catalogue() {
        return new ProfileCatalogue(load());
    }

    private static byte[] resource(String name) {
        try (InputStream data = ShippedProfiles.class.getResourceAsStream("/profiles/" + name)) {
            if (data == null) {
                throw new IllegalStateException("The artifact lacks profiles/" + name + ".");
            }
            return data.readNBytes(SignedProfile.MAX_LENGTH);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
