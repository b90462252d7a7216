// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The 231 decisions and the 6 sequences. */
class DecisionVectorsTest {

    @TestFactory
    Stream<DynamicTest> cases() {
        return VectorRun.of("own/eoverdracht", "decisions.json", 237);
    }
}
