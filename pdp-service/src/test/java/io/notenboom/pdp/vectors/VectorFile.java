// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Reads a file of the shared vectors; a test without them is skipped with a message. */
final class VectorFile {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private VectorFile() {}

    static JsonNode read(String folder, String name) throws IOException {
        Optional<Path> found = folder(folder);
        Assumptions.assumeTrue(found.isPresent(), "vectors not found, skipped");
        return JSON.readTree(Files.readAllBytes(found.orElseThrow().resolve(name)));
    }

    private static Optional<Path> folder(String folder) {
        String shared = System.getenv("NOTENBOOM_SHARED");
        Path root =
                shared == null ? Path.of(System.getProperty("notenboom.root", ".."), "..", "shared") : Path.of(shared);
        Path vectors = root.resolve("vectors").resolve(folder);
        return Files.isDirectory(vectors) ? Optional.of(vectors) : Optional.empty();
    }
}
