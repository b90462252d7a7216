// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ProxyArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.proxy");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void policyIsPlainJava() {
        ArchitectureRules.plainDomain("io.notenboom.proxy.policy").check(CLASSES);
    }
}
