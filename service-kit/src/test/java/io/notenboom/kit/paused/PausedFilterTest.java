// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.paused;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.listener.Listener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausedFilterTest {

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, GET, true",
        "PUBLIC, HEAD, true",
        "PUBLIC, POST, false",
        "PUBLIC, DELETE, false",
        "INTERNAL, GET, true",
        "INTERNAL, DELETE, true",
        "INTERNAL, POST, false",
        "INTERNAL, PUT, false",
        "INTERNAL, PATCH, false",
        "PEER, POST, false"
    })
    void whatIsAnsweredMeanwhile(Listener listener, String method, boolean passes) {
        assertThat(PausedFilter.passes(listener, method)).isEqualTo(passes);
    }
}
