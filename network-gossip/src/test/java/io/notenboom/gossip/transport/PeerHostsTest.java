// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerHostsTest {

    private final PeerHosts strict = PeerHosts.strict(address -> true);

    private static KnownPeer peer(String host) {
        return new KnownPeer(new PeerAddress("https://" + host + ":8443"), null, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "8.8.8.8",
                "[2a00:1450:4001:80b::200e]",
                "[::1]",
                "[::ffff:10.0.0.1]",
                "localhost",
                "node",
                "node.localhost",
                "printer.local",
                "db.internal",
                "node.example.com",
                "node.home.arpa",
                "2130706433"
            })
    void addressesAndReservedNamesAreRefusedWhateverIsPermitted(String host) {
        assertThatExceptionOfType(PeerFailureException.class)
                .isThrownBy(() -> strict.requireAllowed(peer(host)))
                .withMessageContaining("reserved");
    }

    @Test
    void everyAddressOfTheNameHasToBePermitted() {
        PeerHosts development = PeerHosts.development(InetAddress::isLoopbackAddress);
        assertThatCode(() -> development.requireAllowed(peer("localhost"))).doesNotThrowAnyException();
        assertThatExceptionOfType(PeerFailureException.class)
                .isThrownBy(() -> development.requireAllowed(peer("10.1.2.3")))
                .withMessageContaining("notenboom.outbound.allow");
        assertThatExceptionOfType(PeerFailureException.class)
                .isThrownBy(() -> PeerHosts.development(address -> false).requireAllowed(peer("localhost")));
    }
}
