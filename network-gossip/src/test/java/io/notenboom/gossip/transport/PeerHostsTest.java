// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerHostsTest {

    private final PeerHosts hosts = new PeerHosts(address -> false);

    private static KnownPeer peer(String host, boolean bootstrap) {
        return new KnownPeer(new PeerAddress("https://" + host + ":8443"), null, bootstrap);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "203.0.113.9",
                "[::1]",
                "[fe80::1]",
                "[fc00::1]",
                "[2001:db8::1]",
                "[2002:7f00:1::]",
                "[::ffff:10.0.0.1]",
                "localhost"
            })
    void specialAddressesAreRefusedEvenForBootstrapPeers(String host) {
        assertThatExceptionOfType(PeerFailureException.class).isThrownBy(() -> hosts.requireAllowed(peer(host, true)));
    }

    @Test
    void anAddressInsteadOfANameIsForBootstrapPeersOnly() {
        assertThatCode(() -> hosts.requireAllowed(peer("8.8.8.8", true))).doesNotThrowAnyException();
        assertThatExceptionOfType(PeerFailureException.class)
                .isThrownBy(() -> hosts.requireAllowed(peer("8.8.8.8", false)));
    }

    @Test
    void whatIsAllowedByConfigurationMayBeCalled() {
        PeerHosts open = new PeerHosts(address -> true);
        assertThatCode(() -> open.requireAllowed(peer("127.0.0.1", false))).doesNotThrowAnyException();
    }
}
