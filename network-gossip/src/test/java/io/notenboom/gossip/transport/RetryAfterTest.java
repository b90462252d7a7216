// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static Duration of(String value) {
        return RetryAfter.of(HttpHeaders.of(Map.of("retry-after", List.of(value)), (name, text) -> true));
    }

    @Test
    void readsSecondsWithinALimit() {
        assertThat(of("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(of("0")).isZero();
        assertThat(of("999999999")).isEqualTo(RetryAfter.MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "9999999999", "Fri, 31 Dec 1999 23:59:59 GMT", "\u0661"})
    void whatIsNoNumberOfSecondsAsksForNothing(String value) {
        assertThat(of(value)).isZero();
    }

    @Test
    void withoutTheHeaderNothingIsAsked() {
        assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (name, text) -> true)))
                .isZero();
    }
}
