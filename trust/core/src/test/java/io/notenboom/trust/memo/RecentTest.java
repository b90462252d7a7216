// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.memo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentTest {

    @Test
    void dropsWhatWasNotUsedLongest() {
        Recent<String, Integer> recent = new Recent<>(2);
        recent.put("a", 1);
        recent.put("b", 2);
        assertThat(recent.get("a")).contains(1);
        recent.put("c", 3);
        assertThat(recent.get("b")).isEmpty();
        assertThat(recent.get("a")).contains(1);
        assertThat(recent.get("c")).contains(3);
        assertThat(recent.size()).isEqualTo(2);
    }

    @Test
    void replacesAValue() {
        Recent<String, Integer> recent = new Recent<>(2);
        recent.put("a", 1);
        recent.put("a", 2);
        assertThat(recent.get("a")).contains(2);
        assertThat(recent.size()).isEqualTo(1);
    }

    @Test
    void holdsAtLeastOne() {
        assertThatThrownBy(() -> new Recent<String, String>(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
