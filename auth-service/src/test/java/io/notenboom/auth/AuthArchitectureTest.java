// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.notenboom.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class AuthArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.auth");

    @Test
    void everywhere() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }
}
