// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.customer.document.CustomerDocument;
import org.junit.jupiter.api.Test;

class CustomerSpecTest {

    private static final String DOCUMENT = """
            id: c7f3k2
            publicHost: c7f3k2.nuts.example.nl
            peerHost: peer-c7f3k2.nuts.example.nl
            network: test
            version: 1.4.0
            """;

    private final CustomerSpec spec = CustomerDocument.read(DOCUMENT);

    @Test
    void whatMayChangeMayChange() {
        assertThat(spec.refusedChanges(
                        spec.withVersion(new SoftwareVersion("1.5.0")).withDesiredState(DesiredState.PAUSED)))
                .isEmpty();
    }

    @Test
    void whatDidsStreamsAndKeysAreMadeOfStays() {
        CustomerSpec other = CustomerDocument.read(DOCUMENT.replace("publicHost: c7f3k2", "publicHost: other")
                        .replace("network: test", "network: production")
                + """
                keys: {custody: transit, address: "https://vault.example.nl:8200"}
                redis: shared
                """);
        assertThat(spec.refusedChanges(other))
                .extracting(SpecProblem::field)
                .containsExactly("publicHost", "network", "keys", "redis");
    }

    @Test
    void versionsAreOrderedAndWorkWithTheirNeighbours() {
        assertThat(new SoftwareVersion("1.4.0-SNAPSHOT")).isLessThan(new SoftwareVersion("1.4.0"));
        assertThat(new SoftwareVersion("1.10.0")).isGreaterThan(new SoftwareVersion("1.9.9"));
        assertThat(new SoftwareVersion("1.4.0").worksWith(new SoftwareVersion("1.3.7")))
                .isTrue();
        assertThat(new SoftwareVersion("1.4.0").worksWith(new SoftwareVersion("1.2.0")))
                .isFalse();
        assertThat(new SoftwareVersion("1.4.0").worksWith(new SoftwareVersion("2.4.0")))
                .isFalse();
    }

    @Test
    void aPlaceThatIsTooSmallForItsHeapsIsRefused() {
        assertThatThrownBy(() -> new Resources(500, 512, 192, 64, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memoryMib is 512: give 1344 to");
    }
}
