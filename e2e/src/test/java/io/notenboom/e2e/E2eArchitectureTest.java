// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class E2eArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.e2e");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }
}
