// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.VerifiedJws;
import org.junit.jupiter.api.Test;

class TrustArchitectureTest {

    private static final JavaClasses TRUST = ArchitectureRules.classesOf("io.notenboom.trust");

    @Test
    void theRulesOfEveryModuleHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(TRUST));
    }

    @Test
    void onlyTheJwsVerifierMakesAVerifiedJws() {
        ArchitectureRules.onlyMadeBy(VerifiedJws.class, JwsVerifier.class).check(TRUST);
    }
}
