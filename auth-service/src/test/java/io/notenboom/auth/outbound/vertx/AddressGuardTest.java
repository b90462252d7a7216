// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.outbound.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "168.63.129.16",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1"
            })
    void refusesWhatIsNotPublic(String address) throws Exception {
        assertThat(new AddressGuard(List.of()).permits(InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "145.21.0.1", "2a00:1450:400e::1"})
    void permitsWhatIsPublic(String address) throws Exception {
        assertThat(new AddressGuard(List.of()).permits(InetAddress.getByName(address)))
                .isTrue();
    }

    @Test
    void permitsWhatIsAllowedAndNoMore() throws Exception {
        AddressGuard guard = new AddressGuard(List.of("127.0.0.1/32", "::1/128", "10.2.0.0/16"));

        assertThat(guard.permits(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(guard.permits(InetAddress.getByName("::1"))).isTrue();
        assertThat(guard.permits(InetAddress.getByName("10.2.255.1"))).isTrue();
        assertThat(guard.permits(InetAddress.getByName("127.0.0.2"))).isFalse();
        assertThat(guard.permits(InetAddress.getByName("10.3.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", ""})
    void refusesARangeThatIsNone(String range) {
        assertThatThrownBy(() -> new AddressGuard(List.of(range))).isInstanceOf(IllegalArgumentException.class);
    }
}
