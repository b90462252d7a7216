// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class KubernetesArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.hosting.kubernetes");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void renderingKnowsNoClusterClockOrFile() {
        noClasses()
                .that()
                .resideInAnyPackage("..kubernetes.manifest..", "..kubernetes.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8.kubernetes.client..",
                        "io.javaoperatorsdk..",
                        "java.io..",
                        "java.nio.file..",
                        "java.time..")
                .check(CLASSES);
    }
}
