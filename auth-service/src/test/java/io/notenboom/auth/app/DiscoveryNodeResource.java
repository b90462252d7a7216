// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder with definitions of discovery services: one that the node serves, and one that is broken. */
public final class DiscoveryNodeResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("discovery-definitions");
            Files.writeString(folder.resolve("care.json"), DiscoveryScene.DEFINITION);
            Files.writeString(folder.resolve("broken.json"), "{");
            return Map.of(
                    "notenboom.auth.discovery.definitions-dir",
                    folder.toString(),
                    "notenboom.auth.discovery.server-ids",
                    DiscoveryScene.SERVICE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        // the system cleans its folder of temporary files
    }
}
