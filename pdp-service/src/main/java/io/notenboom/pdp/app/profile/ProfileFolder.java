// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.profile;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ProfileKeys;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.SignedProfile;
import io.notenboom.pdp.profile.UseCaseProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The profiles in force: the shipped ones and those of the operator's folder. */
public final class ProfileFolder {

    private static final int MAX_PROFILES = 100;
    private static final int DEPTH = 2;

    private ProfileFolder() {}

    /**
     * Loads them. A profile of the folder takes the place of a shipped one of its name only with a higher version.
     *
     * @throws IllegalArgumentException when a profile is not signed by a pinned key or is not understood; nothing starts then
     */
    public static ProfileCatalogue load(Optional<Path> folder, Optional<Path> keysFile) {
        TreeMap<String, UseCaseProfile> profiles = new TreeMap<>();
        ShippedProfiles.load().forEach(profile -> profiles.put(profile.name(), profile));
        if (folder.isPresent()) {
            Path file = keysFile.orElseThrow(
                    () -> new IllegalArgumentException("Pin the keys that may sign the profiles in " + folder.get()
                            + ": set notenboom.pdp.profiles.keys-file to a JWK Set of them."));
            ProfileKeys keys = ProfileKeys.read(bytes(file));
            for (Path path : files(folder.get())) {
                add(profiles, read(folder.get(), path, keys));
            }
        }
        return new ProfileCatalogue(profiles.values());
    }

    private static void add(TreeMap<String, UseCaseProfile> profiles, UseCaseProfile own) {
        UseCaseProfile known = profiles.get(own.name());
        if (known != null && known.version() >= own.version()) {
            throw new IllegalArgumentException("Profile " + own.name() + " is there already in version "
                    + known.version() + ": give yours another name or a higher version.");
        }
        profiles.put(own.name(), own);
    }

    private static UseCaseProfile read(Path folder, Path path, ProfileKeys keys) {
        Path signature = path.resolveSibling(path.getFileName() + SignedProfile.SUFFIX);
        String signed = Files.exists(signature) ? new String(bytes(signature), StandardCharsets.US_ASCII) : "";
        return SignedProfile.read(folder.relativize(path).toString(), bytes(path), signed, keys);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            List<Path> files = new ArrayList<>(found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .limit(MAX_PROFILES + 1L)
                    .toList());
            if (files.size() > MAX_PROFILES) {
                throw new IllegalArgumentException(folder + " has more than " + MAX_PROFILES + " profiles.");
            }
            return files;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("The folder of profiles cannot be read: " + folder, unreadable);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > SignedProfile.MAX_LENGTH) {
                throw new IllegalArgumentException(file + " is longer than " + SignedProfile.MAX_LENGTH + " bytes.");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read.", unreadable);
        }
    }
}
