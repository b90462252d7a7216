// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The 305 request cases, all 40 lines of the bypass list among them. */
class RequestVectorsTest {

    @TestFactory
    Stream<DynamicTest> cases() {
        return VectorRun.of("own/fhir-target", "request-cases.json", 305);
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
