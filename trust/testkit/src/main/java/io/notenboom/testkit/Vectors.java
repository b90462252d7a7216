// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the public test vectors, which are not part of the source tree: in the folder named by the environment variable
 * {@code NOTENBOOM_SHARED}, else in {@code ../shared} beside the root of the source tree.
 */
public final class Vectors {

    private Vectors() {}

    /** The folder of a set of vectors, e.g. {@code jcs}; empty where the vectors are missing. */
    public static Optional<Path> folder(String name) {
        String configured = System.getenv("NOTENBOOM_SHARED");
        Path shared = configured != null
                ? Path.of(configured)
                : Path.of(System.getProperty("notenboom.root", System.getProperty("notenboom.home", ".")))
                        .toAbsolutePath()
                        .normalize()
                        .resolveSibling("shared");
        Path folder = shared.resolve("vectors").resolve(name);
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    /** The folder of a set of vectors; ends the test as skipped, and says so, where the vectors are missing. */
    public static Path require(String name) {
        Optional<Path> folder = folder(name);
        if (folder.isEmpty()) {
            System.out.println("vectors not found, skipped: " + name);
        }
        Assumptions.assumeTrue(folder.isPresent(), () -> "vectors not found: " + name);
        return folder.orElseThrow();
    }
}
