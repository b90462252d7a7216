// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.outbound.AddressRules;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequestSourcesTest {

    private final RequestSources sources = new RequestSources(new AddressRules(List.of("10.0.0.0/8", "fd00::1")));

    @Test
    @DisplayName("rate limits per source address: X-Forwarded-For of listed proxies only")
    void believesListedProxiesOnly() {
        String client = sources.of("192.0.2.1", List.of());
        assertThat(sources.of("192.0.2.1", List.of("198.51.100.1"))).isEqualTo(client);
        assertThat(sources.of("10.0.0.1", List.of("192.0.2.1"))).isEqualTo(client);
        assertThat(sources.of("10.0.0.1", List.of("203.0.113.9, 192.0.2.1,10.0.0.2")))
                .isEqualTo(client);
        assertThat(sources.of("10.0.0.1", List.of("203.0.113.9", "192.0.2.1"))).isEqualTo(client);
        assertThat(sources.of("fd00::1", List.of("192.0.2.1"))).isEqualTo(client);
        assertThat(sources.of("10.0.0.1", List.of("192.0.2.1, unknown"))).isEqualTo(sources.of("10.0.0.1", List.of()));
    }

    @Test
    void countsAnIpv6NetworkAsOne() {
        assertThat(sources.of("2001:db8:1:2::1", List.of())).isEqualTo(sources.of("2001:db8:1:2:ffff::", List.of()));
        assertThat(sources.of("2001:db8:1:2::1", List.of())).isNotEqualTo(sources.of("2001:db8:1:3::1", List.of()));
    }
}
