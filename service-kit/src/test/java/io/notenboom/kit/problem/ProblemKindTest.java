// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemKindTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "two words", "-edge", "edge-", "a--b", "a_b"})
    void aSlugIsLowerCaseWordsWithHyphens(String slug) {
        assertThatThrownBy(() -> new ProblemKind(slug, 400, "t")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 399, 600})
    void aStatusIsOneOfAnError(int status) {
        assertThatThrownBy(() -> new ProblemKind("slug", status, "t")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aTypeAnswersFromItsKind(EdgeProblem problem) {
        assertThat(problem)
                .returns(problem.kind().slug(), ProblemType::slug)
                .returns(problem.kind().status(), ProblemType::status)
                .returns(problem.kind().title(), ProblemType::title);
    }

    @Test
    void slugsOfTheEdgeAreUnique() {
        assertThat(Arrays.stream(EdgeProblem.values()).map(EdgeProblem::slug)).doesNotHaveDuplicates();
    }
}
