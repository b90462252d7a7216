// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class AuthArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.auth");

    @Test
    void everywhere() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void theDomainKnowsNoFrameworkAndNoAdapter() {
        noClasses()
                .that()
                .resideInAPackage("io.notenboom.auth..")
                .and()
                .resideOutsideOfPackages(
                        "io.notenboom.auth.api..",
                        "io.notenboom.auth.app..",
                        "io.notenboom.auth.store..",
                        "io.notenboom.auth.replay..",
                        "io.notenboom.auth.client.http..",
                        "io.notenboom.auth.discovery.http..",
                        "io.notenboom.auth.didweb..")
                .and()
                .haveNameNotMatching(".*(Test|Resource|fakes).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.vertx..",
                        "java.net.http..",
                        "io.notenboom.kit..")
                .check(CLASSES);
    }
}
