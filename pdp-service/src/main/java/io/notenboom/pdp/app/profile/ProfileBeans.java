// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.profile;

import io.notenboom.pdp.profile.ProfileCatalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the catalogue of profiles. */
final class ProfileBeans {

    @Produces
    @Singleton
    ProfileCatalogue profiles(ProfileConfig config) {
        return ProfileFolder.load(config.directory(), config.keysFile());
    }
}
