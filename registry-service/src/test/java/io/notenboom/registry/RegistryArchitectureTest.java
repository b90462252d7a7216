// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.VerifiedEvent;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The rules of the architecture for this service. */
class RegistryArchitectureTest {

    private final JavaClasses classes = ArchitectureRules.classesOf("io.notenboom.registry");

    @Test
    void keepsTheRulesOfEveryModule() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(classes));
    }

    @Test
    void onlyTheVerifierMakesVerifiedEvents() {
        ArchitectureRules.onlyMadeBy(VerifiedEvent.class, EventVerifier.class).check(classes);
    }
}
