// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The rules of the architecture for this service. */
class PdpArchitectureTest {

    private static final String[] DOMAIN = {
        "io.notenboom.pdp.decision..",
        "io.notenboom.pdp.derive..",
        "io.notenboom.pdp.explain",
        "io.notenboom.pdp.flow..",
        "io.notenboom.pdp.introspection",
        "io.notenboom.pdp.log",
        "io.notenboom.pdp.peer",
        "io.notenboom.pdp.authzen",
        "io.notenboom.pdp.pep",
        "io.notenboom.pdp.pep.dialect",
        "io.notenboom.pdp.pip",
        "io.notenboom.pdp.profile",
        "io.notenboom.pdp.question",
        "io.notenboom.pdp.receiver",
        "io.notenboom.pdp.recent",
        "io.notenboom.pdp.request",
        "io.notenboom.pdp.tabletest",
        "io.notenboom.pdp.task",
        "io.notenboom.pdp.transfer..",
        "io.notenboom.pdp.trial"
    };

    private final JavaClasses classes = ArchitectureRules.classesOf("io.notenboom.pdp");

    @Test
    void keepsTheRulesOfEveryModule() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(classes));
    }

    /** JSON is read into types of their own before the grammar and the checks see it. */
    @Test
    void theGrammarAndTheChecksKnowNoJsonLibrary() {
        noClasses()
                .that()
                .resideInAnyPackage("io.notenboom.pdp.request", "io.notenboom.pdp.decision..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(classes);
    }

    @Test
    void theDomainKnowsNoFrameworkAndNoAdapter() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.vertx..",
                        "org.eclipse.microprofile..",
                        "org.jboss..",
                        "java.net.http..",
                        "io.notenboom.kit..",
                        "io.notenboom.pdp.api..",
                        "io.notenboom.pdp.app..",
                        "io.notenboom.pdp.peer.http..",
                        "io.notenboom.pdp.store..")
                .check(classes);
    }

    @Test
    void theDecisionIsAPureFunction() {
        noClasses()
                .that()
                .resideInAPackage("io.notenboom.pdp.decision..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.notenboom.pdp.peer..")
                .because("a decision follows from request, token, flows, profile and time")
                .check(classes);
    }

    @Test
    void onlyTheCustomersFhirServerIsCalledWithoutTheKitsClients() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.notenboom.pdp.fhir")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.http.HttpClient")
                .check(classes);
    }

    /** What was not canonicalised or read comes from the decision log only, to make a decision again. */
    @Test
    void recordedRequestsAreMadeFromTheLogOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.notenboom.pdp.question")
                .should()
                .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "a recorded request or Task is made",
                        call -> call.getTarget().getName().equals("recorded")))
                .check(classes);
    }
}
