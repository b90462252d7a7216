// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.testkit.Vectors;
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
        Optional<Path> found = Vectors.folder(folder);
        Assumptions.assumeTrue(found.isPresent(), "vectors not found, skipped");
        return JSON.readTree(Files.readAllBytes(found.orElseThrow().resolve(name)));
    }
}
