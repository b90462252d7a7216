// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRatesTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final CallRates rates = new CallRates(() -> now);

    private long permitted(String caller, int calls) {
        return IntStream.range(0, calls)
                .filter(i -> rates.permits(caller, CallRates.Kind.SYNC))
                .count();
    }

    @Test
    void aCallerIsHeldBackAloneAndComesBack() {
        assertThat(permitted("a", 100)).isEqualTo(25);
        assertThat(permitted("b", 1)).isEqualTo(1);
        assertThat(rates.permits("a", CallRates.Kind.OTHER)).isTrue();
        now = now.plusSeconds(2);
        assertThat(permitted("a", 100)).isEqualTo(10);
    }

    @Test
    void whoBreaksTheProtocolThriceIsRefusedForAnHour() {
        rates.strike("a");
        rates.strike("a");
        assertThat(permitted("a", 1)).isEqualTo(1);
        rates.strike("a");
        assertThat(permitted("a", 1)).isZero();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(permitted("a", 1)).isEqualTo(1);
    }

    @Test
    void onlyWhatIsListedIsAllowed() {
        AllowedAddresses listed = new AllowedAddresses(List.of("10.1.0.0/16", "127.0.0.2"), false);
        assertThat(listed.test(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(listed.test(InetAddress.ofLiteral("10.2.2.3"))).isFalse();
        assertThat(listed.test(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
        assertThat(listed.test(InetAddress.ofLiteral("127.0.0.2"))).isTrue();
        assertThat(new AllowedAddresses(List.of(), true).test(InetAddress.ofLiteral("::1")))
                .isTrue();
    }
}
