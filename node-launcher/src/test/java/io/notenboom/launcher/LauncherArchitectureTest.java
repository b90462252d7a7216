// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class LauncherArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.launcher");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }
}
