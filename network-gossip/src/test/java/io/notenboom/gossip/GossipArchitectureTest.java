// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class GossipArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.gossip");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void theStateMachineKnowsNoTransportAndNoFormat() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.notenboom.gossip.reconcile", "io.notenboom.gossip.trie", "io.notenboom.gossip.peer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.notenboom.gossip.node",
                        "io.notenboom.gossip.transport",
                        "com.fasterxml..",
                        "java.net.http..",
                        "java.util.concurrent..",
                        "javax.net..")
                .because("the protocol is a pure state machine: inputs and the time in, actions out")
                .check(CLASSES);
    }
}
