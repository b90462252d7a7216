// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A folder of profiles that decide beside the ones in force: each {@code *.json} file is a whole profile and shadows the one of
 * its name. Read again every few seconds; a file that cannot be used is reported, and shadows nothing.
 */
public final class ShadowFolder {

    private static final Logger LOG = Logger.getLogger(ShadowFolder.class);
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_FILES = 32;

    private final Optional<Path> folder;
    private volatile Loaded loaded = new Loaded(Map.of(), Map.of());

    /**
     * What was read.
     *
     * @param profiles by name
     * @param faults by file, what to correct
     */
    public record Loaded(Map<String, UseCaseProfile> profiles, Map<String, String> faults) {

        public Loaded {
            profiles = Map.copyOf(profiles);
            faults = Map.copyOf(faults);
        }
    }

    ShadowFolder(Optional<Path> folder) {
        this.folder = folder;
    }

    /** What is in use. */
    public Loaded loaded() {
        return loaded;
    }

    Optional<UseCaseProfile> find(String name) {
        return Optional.ofNullable(loaded.profiles().get(name));
    }

    /** Reads the folder again. */
    void refresh() {
        folder.ifPresent(place -> {
            Map<String, UseCaseProfile> profiles = new TreeMap<>();
            Map<String, String> faults = new TreeMap<>();
            for (Path file : files(place, faults)) {
                read(file, profiles, faults);
            }
            if (!faults.equals(loaded.faults())) {
                faults.forEach((file, fault) -> LOG.warnf("The profile in %s shadows nothing: %s", file, fault));
            }
            loaded = new Loaded(profiles, faults);
        });
    }

    private static List<Path> files(Path folder, Map<String, String> faults) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .limit(MAX_FILES)
                    .toList();
        } catch (IOException unreadable) {
            faults.put(folder.toString(), "the folder cannot be read");
            return List.of();
        }
    }

    private static void read(Path file, Map<String, UseCaseProfile> profiles, Map<String, String> faults) {
        String name = file.getFileName().toString();
        try {
            UseCaseProfile profile = ProfileReader.read(StrictJson.parse(Files.readAllBytes(file), MAX_LENGTH));
            if (profiles.putIfAbsent(profile.name(), profile) != null) {
                faults.put(name, "another file is for profile " + profile.name());
            }
        } catch (IOException unreadable) {
            faults.put(name, "it cannot be read");
        } catch (JsonInputException malformed) {
            faults.put(name, "it is no JSON of at most " + MAX_LENGTH + " bytes");
        } catch (IllegalArgumentException incorrect) {
            faults.put(name, String.valueOf(incorrect.getMessage()));
        }
    }
}
