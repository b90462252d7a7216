// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.limit.Allowance;
import io.notenboom.trust.limit.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void headersTellTheLimitWhatIsLeftAndWhenToComeBack() {
        Allowance allowance = Allowance.perSecond(1, clock);
        assertThat(CountedRequest.of("customer", allowance, "a").headers())
                .isEqualTo(Map.of("RateLimit-Policy", "\"customer\";q=2;w=2", "RateLimit", "\"customer\";r=1;t=2"));
        Share unused = allowance.share("a");
        CountedRequest refused = CountedRequest.of("customer", allowance, "a");
        assertThat(refused.headers()).containsEntry("RateLimit", "\"customer\";r=0;t=1");
        assertThat(refused.waitSeconds()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(CountedRequest.of("customer", allowance, "a").share().granted())
                .isTrue();
    }

    @Test
    void withoutALimitNothingIsTold() {
        assertThat(CountedRequest.of("customer", Allowance.perSecond(0, clock), "a")
                        .headers())
                .isEmpty();
    }

    @Test
    void thisMachineIsKnownInBothVersionsOfIp() {
        assertThat(RequestSources.isLoopback("7f000001")).isTrue();
        assertThat(RequestSources.isLoopback("0000000000000000")).isTrue();
        assertThat(RequestSources.isLoopback("c0000201")).isFalse();
        assertThat(RequestSources.isLoopback("20010db800000000")).isFalse();
    }
}
