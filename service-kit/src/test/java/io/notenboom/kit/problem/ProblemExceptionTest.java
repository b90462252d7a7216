// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemExceptionTest {

    private static final ProblemKind BUSY = new ProblemKind("busy", 429, "Too much");

    @Test
    void waitsAreWholeSecondsRoundedUpAndAtLeastOne() {
        assertThat(new ProblemException(BUSY, "x", Duration.ZERO).retryAfterSeconds())
                .hasValue(1);
        assertThat(new ProblemException(BUSY, "x", Duration.ofMillis(1_001)).retryAfterSeconds())
                .hasValue(2);
        assertThat(new ProblemException(BUSY, "x", Duration.ofSeconds(3)).retryAfterSeconds())
                .hasValue(3);
        assertThat(new ProblemException(BUSY, "x").retryAfterSeconds()).isEmpty();
    }
}
