// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The 25 Compositions. */
class DeriveVectorsTest {

    @TestFactory
    Stream<DynamicTest> cases() {
        return VectorRun.of("own/fhir-target", "derive-cases.json", 25);
    }
}
