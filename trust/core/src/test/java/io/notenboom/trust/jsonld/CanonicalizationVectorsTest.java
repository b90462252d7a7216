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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test suite of RDFC-1.0. */
class CanonicalizationVectorsTest {

    private static final LinkedDataLimits PATIENT =
            new LinkedDataLimits(1_000, Integer.MAX_VALUE, Duration.ofSeconds(3));

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

    /** By the number of steps, so the same on every machine; the limit of time is far away here. */
    @ParameterizedTest
    @ValueSource(strings = {"test044-in.nq", "test045-in.nq", "test046-in.nq", "test074-in.nq"})
    @DisplayName("poison-graph vectors must fail fast")
    void poisonGraphsFailFast(String file) throws Exception {
        LinkedDataLimits steps = new LinkedDataLimits(1_000, LinkedDataLimits.DEFAULT.maxSteps(), Duration.ofDays(1));
        Canonicalization run = new Canonicalization(steps, "SHA-256");
        Path folder = Vectors.require("rdf-canon").resolve("rdfc10");
        new NQuadsReader(new StringReader(Files.readString(folder.resolve(file)))).provide(run.statements());
        assertThatExceptionOfType(JsonLdException.class)
                .isThrownBy(run::nquads)
                .extracting(JsonLdException::reason)
                .isEqualTo(JsonLdException.Reason.TOO_COMPLEX);
    }

    private static void check(Path folder, JsonNode entry) throws Exception {
        Canonicalization run = new Canonicalization(
                PATIENT, entry.path("hashAlgorithm").asText("SHA256").replace("SHA", "SHA-"));
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
