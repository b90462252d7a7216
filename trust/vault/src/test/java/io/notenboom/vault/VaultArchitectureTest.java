// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class VaultArchitectureTest {

    private static final JavaClasses VAULT = ArchitectureRules.classesOf("io.notenboom.vault");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(VAULT));
    }
}
