// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class CustomerArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.hosting.customer");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void theModelIsPlainJava() {
        ArchitectureRules.plainDomain(
                        "io.notenboom.hosting.customer",
                        "io.notenboom.hosting.customer.plan",
                        "io.notenboom.hosting.customer.status")
                .check(CLASSES);
    }
}
