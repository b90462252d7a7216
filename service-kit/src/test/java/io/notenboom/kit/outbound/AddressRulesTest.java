// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules NOTHING_LISTED = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "127.0.0.1",
                "127.255.255.255",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "168.63.129.16",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1",
                "fec0::1"
            })
    @DisplayName("refuse loopback, private, link-local, CGNAT, ULA, multicast, mapped and metadata addresses")
    void refusesWhatIsNotPublic(String address) {
        assertThat(NOTHING_LISTED.permits(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1"
            })
    void permitsWhatIsPublic(String address) {
        assertThat(NOTHING_LISTED.permits(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void permitsWhatIsListedAndNoMore() {
        AddressRules rules = new AddressRules(List.of("127.0.0.1/32", "10.8.0.0/13", "fd12::/16", "192.168.7.9"));

        assertThat(List.of("127.0.0.1", "10.15.255.255", "fd12:3::1", "192.168.7.9"))
                .allMatch(address -> rules.permits(InetAddress.ofLiteral(address)));
        assertThat(List.of("127.0.0.2", "10.16.0.0", "10.7.255.255", "fd13::1", "192.168.7.8"))
                .noneMatch(address -> rules.permits(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "::1/129", "10.0.0/8", "", "1.2.3.4/x", "/8"})
    void refusesAMalformedList(String entry) {
        assertThatThrownBy(() -> new AddressRules(List.of(entry))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("allow and deny CIDRs; deny wins")
    void denyWins() throws Exception {
        AddressRules rules = new AddressRules(List.of("10.0.0.0/8"), List.of("10.1.0.0/16", "93.184.216.34"));
        assertThat(rules.permits(InetAddress.getByName("10.2.0.1"))).isTrue();
        assertThat(rules.permits(InetAddress.getByName("10.1.0.1"))).isFalse();
        assertThat(rules.permits(InetAddress.getByName("93.184.216.35"))).isTrue();
        assertThat(rules.permits(InetAddress.getByName("93.184.216.34"))).isFalse();
    }
}
