// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.apicatalog.rdf.nquads.NQuadsReader;
import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.json.StrictJson;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The test suite of RDFC-1.0. */
class CanonicalizationVectorsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @TestFactory
    Stream<DynamicTest> rdfCanon() throws Exception {
        Path folder = Vectors.require("rdf-canon");
        JsonNode manifest = StrictJson.parse(Files.readAllBytes(folder.resolve("manifest.jsonld")), 1 << 20);
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : manifest.path("entries")) {
            tests.add(DynamicTest.dynamicTest(
                    entry.path("id").asText() + " " + entry.path("name").asText(), () -> check(folder, entry)));
        }
        assertThat(tests).hasSize(86);
        return tests.stream();
    }

    private static void check(Path folder, JsonNode entry) throws Exception {
        Canonicalization run = new Canonicalization(
                PATIENCE, entry.path("hashAlgorithm").asText("SHA256").replace("SHA", "SHA-"));
        new NQuadsReader(new StringReader(
                        Files.readString(folder.resolve(entry.path("action").asText()))))
                .provide(run.statements());
        switch (entry.path("type").asText()) {
            case "rdfc:RDFC10EvalTest" -> assertThat(run.nquads()).isEqualTo(Files.readString(result(folder, entry)));
            case "rdfc:RDFC10MapTest" -> {
                assertThat(run.nquads()).isNotEmpty();
                assertThat(names(run.names())).isEqualTo(expectedNames(result(folder, entry)));
            }
            case "rdfc:RDFC10NegativeEvalTest" ->
                assertThatExceptionOfType(JsonLdException.class)
                        .isThrownBy(run::nquads)
                        .extracting(JsonLdException::reason)
                        .isEqualTo(JsonLdException.Reason.TOO_COMPLEX);
            default -> throw new IllegalStateException("an unknown kind of test");
        }
    }

    private static Path result(Path folder, JsonNode entry) {
        return folder.resolve(entry.path("result").asText());
    }

    private static Map<String, String> names(Map<String, String> blankNodes) {
        Map<String, String> names = new HashMap<>();
        blankNodes.forEach((from, to) -> names.put(from.replace("_:", ""), to.replace("_:", "")));
        return names;
    }

    private static Map<String, String> expectedNames(Path file) throws Exception {
        Map<String, String> expected = new HashMap<>();
        StrictJson.parseObject(Files.readAllBytes(file), 1 << 20)
                .properties()
                .forEach(name -> expected.put(name.getKey(), name.getValue().asText()));
        return expected;
    }
}
