// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.problem.ProblemException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void aTokenForASubjectActsForNoOther() {
        Caller caller = caller(Optional.of(Set.of("a")));

        assertThat(caller.mayActFor("a")).isTrue();
        assertThat(caller.mayActFor("b")).isFalse();
        assertThatCode(() -> caller.requireSubject("a")).doesNotThrowAnyException();
        assertThatThrownBy(() -> caller.requireSubject("b")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(caller::requireEverySubject).isInstanceOf(ProblemException.class);
    }

    @Test
    void aTokenWithoutSubjectsActsForAll() {
        Caller caller = caller(Optional.empty());

        assertThat(caller.mayActFor("b")).isTrue();
        assertThatCode(() -> caller.requireSubject("b")).doesNotThrowAnyException();
        assertThatCode(caller::requireEverySubject).doesNotThrowAnyException();
    }

    private static Caller caller(Optional<Set<String>> subjects) {
        Caller caller = new Caller();
        caller.identified(new Identity("t", Set.of("admin"), subjects, Optional.empty()), () -> true);
        return caller;
    }
}
