// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class CustodyArchitectureTest {

    /** The admin's short factory reads the clock of the machine for callers who have no clock of their own. */
    private static final JavaClasses CUSTODY = ArchitectureRules.classesOf("io.notenboom.custody")
            .that(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(SealedFileCustodianAdmin.class)));

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CUSTODY));
    }
}
