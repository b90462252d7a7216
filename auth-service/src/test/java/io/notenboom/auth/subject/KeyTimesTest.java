// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyTimesTest {

    @Test
    void aSuccessorIsNotDueBeforeItsKeySigns() {
        Duration day = Duration.ofDays(1);
        assertThat(new KeyTimes(day, day, day.plusSeconds(1)).policy().rotateAfter())
                .isEqualTo(day.plusSeconds(1));
        assertThat(new KeyTimes(day, day, null).policy().rotateAfter()).isNull();
        assertThatThrownBy(() -> new KeyTimes(day, day, day).policy())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rotate-after");
    }
}
