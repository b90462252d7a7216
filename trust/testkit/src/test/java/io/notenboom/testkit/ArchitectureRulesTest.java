// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.notenboom.testkit.sample.app.AllowedClock;
import io.notenboom.testkit.sample.domain.PlainDomain;
import io.notenboom.testkit.sample.domain.UnplainDomain;
import io.notenboom.testkit.sample.domain.VerifiedThing;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

    private static boolean holds(ArchRule rule, Class<?>... types) {
        JavaClasses classes = new ClassFileImporter().importClasses(types);
        return !rule.evaluate(classes).hasViolation();
    }

    @Test
    void aDomainPackageUsesPlainJavaOnly() {
        ArchRule rule = ArchitectureRules.plainDomain("io.notenboom.testkit.sample.domain");
        assertThat(holds(rule, PlainDomain.class)).isTrue();
        assertThat(holds(rule, UnplainDomain.class)).isFalse();
    }

    @Test
    void theClockOfTheMachineIsReadInAppOnly() {
        assertThat(holds(ArchitectureRules.timeIsInjected(), PlainDomain.class, AllowedClock.class))
                .isTrue();
        assertThat(holds(ArchitectureRules.timeIsInjected(), UnplainDomain.class))
                .isFalse();
    }

    @Test
    void aVerifiedTypeIsMadeByItsVerifierOnly() {
        ArchRule rule = ArchitectureRules.onlyMadeBy(VerifiedThing.class, PlainDomain.class);
        assertThat(holds(rule, PlainDomain.class, VerifiedThing.class)).isTrue();
        assertThat(holds(rule, UnplainDomain.class)).isFalse();
    }

    @Test
    void classesAndPackagesHaveSpeakingNames() {
        assertThat(holds(ArchitectureRules.noImpl(), PlainDomain.class)).isTrue();
        assertThat(holds(ArchitectureRules.noImpl(), UnplainDomain.StoreImpl.class))
                .isFalse();
        assertThat(holds(ArchitectureRules.noVaguePackage(), PlainDomain.class)).isTrue();
        assertThat(holds(ArchitectureRules.noVaguePackage(), java.util.List.class))
                .isFalse();
    }

    @Test
    void theTestkitKeepsTheRulesItself() {
        JavaClasses own = ArchitectureRules.classesOf("io.notenboom.testkit");
        assertThat(own).isNotEmpty();
        ArchitectureRules.everywhere().forEach(rule -> rule.check(own));
    }
}
