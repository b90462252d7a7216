// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.listener.OpenConnections.Open;
import io.notenboom.kit.listener.OpenConnections.Refusal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {

    private final List<String> said = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final OpenConnections connections =
            new OpenConnections("peer", new ConnectionLimits(5, 3, 2), () -> now, said::add);

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private Open came(String from) {
        return connections.came(address(from)).orElseThrow();
    }

    private void refused(String from, Refusal why) {
        long before = connections.refusals(why);
        assertThat(connections.came(address(from))).isEmpty();
        assertThat(connections.refusals(why)).isEqualTo(before + 1);
    }

    @Test
    void handshakesThatAreNotDoneConnectionsOfOneAddressAndAllHaveTheirLimits() {
        Open first = came("192.0.2.1");
        Open second = came("192.0.2.1");
        refused("192.0.2.1", Refusal.HANDSHAKES);
        first.shaken();
        first.shaken();
        Open third = came("192.0.2.1");
        second.shaken();
        third.shaken();
        refused("192.0.2.1", Refusal.ADDRESS);
        assertThat(connections.size()).isEqualTo(3);

        came("192.0.2.2").shaken();
        came("192.0.2.3").shaken();
        refused("192.0.2.4", Refusal.ALL);
        third.closed();
        third.closed();
        assertThat(connections.size()).isEqualTo(4);
        came("192.0.2.1").closed();
        came("192.0.2.4").closed();
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        came("2001:db8:0:1::1");
        came("2001:db8:0:1:ffff::2");
        refused("2001:db8:0:1:abcd::3", Refusal.HANDSHAKES);
        came("2001:db8:0:2::1").closed();
    }

    @Test
    void saysSoAtMostOnceAMinute() {
        came("192.0.2.1");
        came("192.0.2.1");
        for (int i = 0; i < 10; i++) {
            refused("192.0.2.1", Refusal.HANDSHAKES);
        }
        assertThat(said)
                .containsExactly("the peer listener closed 1 new connections over its limits since it last said so; the"
                        + " last one came from 192.0.2.1 and met notenboom.listener.peer.max-handshakes-per-address");
        now = now.plusSeconds(60);
        refused("192.0.2.1", Refusal.HANDSHAKES);
        assertThat(said).hasSize(2);
        assertThat(said.getLast()).contains("closed 10 new connections");
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatThrownBy(() -> new ConnectionLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConnectionLimits(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConnectionLimits(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
