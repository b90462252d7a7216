// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class PdpArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.pdp");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void theDecisionIsAPureFunction() {
        noClasses()
                .that()
                .resideInAPackage("io.notenboom.pdp.decision..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.notenboom.pdp.api..",
                        "io.notenboom.pdp.app..",
                        "io.notenboom.pdp.peer..",
                        "io.notenboom.pdp.store..",
                        "com.fasterxml..",
                        "io.quarkus..",
                        "io.vertx..",
                        "jakarta..")
                .because("a decision follows from request, token, flows, profile and time")
                .check(CLASSES);
    }
}
