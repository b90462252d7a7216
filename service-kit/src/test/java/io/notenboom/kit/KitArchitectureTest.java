// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class KitArchitectureTest {

    /** {@code NodeBeans} makes the clock that all services inject. */
    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.kit")
            .that(DescribedPredicate.not(JavaClass.Predicates.simpleName("NodeBeans")));

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }
}
