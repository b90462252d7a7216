// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.registry.gossip.AcceptedPeers.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AcceptedPeersTest {

    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final Set<String> registered = new HashSet<>();
    private final AcceptedPeers peers = new AcceptedPeers(new AcceptedPeers.Limits(2, 3), () -> registered);

    /** A connection that knows whether it was closed. */
    private static final class TestConnection implements AcceptedPeers.Connection {

        private final String address;
        private boolean closed;

        private TestConnection(String address) {
            this.address = address;
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private TestConnection opened(String address, String node) {
        TestConnection connection = new TestConnection(address);
        peers.opened(connection, node, List.of());
        return connection;
    }

    @Test
    void aNodeHasSoManyConnectionsFromWhereverTheyCome() {
        TestConnection first = opened(HERE, "a");
        assertThat(peers.isRefused(opened(THERE, "a"))).isFalse();
        TestConnection third = opened("192.0.2.3", "a");
        assertThat(peers.isRefused(third)).isTrue();
        assertThat(peers.isRefused(opened(HERE, "b"))).isFalse();
        assertThat(peers.size()).isEqualTo(3);
        assertThat(peers.refusals(Refusal.NODE_CONNECTIONS)).isEqualTo(1);
        peers.closed(first);
        assertThat(peers.isRefused(opened(HERE, "a"))).isFalse();
    }

    @Test
    void anAddressHasSoManyConnectionsOfNodesThatAreNotRegistered() {
        registered.addAll(Set.of("r1", "r2", "r3", "r4"));
        for (String node : registered) {
            assertThat(peers.isRefused(opened(HERE, node))).isFalse();
        }
        assertThat(peers.isRefused(opened(HERE, "a"))).isFalse();
        assertThat(peers.isRefused(opened(HERE, "b"))).isFalse();
        assertThat(peers.isRefused(opened(HERE, "c"))).isFalse();
        assertThat(peers.isRefused(opened(HERE, "d"))).isTrue();
        assertThat(peers.isRefused(opened(HERE, "r1"))).isFalse();
        assertThat(peers.isRefused(opened(THERE, "d"))).isFalse();
        assertThat(peers.refusals(Refusal.ADDRESS_CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void whatARelayOnThisMachinePassesOnIsNotCountedByAddress() {
        for (int i = 0; i < 10; i++) {
            assertThat(peers.isRefused(opened("127.0.0.1", "a" + i))).isFalse();
            assertThat(peers.isRefused(opened("0:0:0:0:0:0:0:1", "b" + i))).isFalse();
        }
    }

    @Test
    void whatIsOverALimitWaitsForItsAnswerAndIsThenClosed() {
        TestConnection first = opened(HERE, "a");
        TestConnection second = opened(HERE, "a");
        List<TestConnection> over = new ArrayList<>();
        for (int i = 0; i < AcceptedPeers.MOST_REFUSED; i++) {
            over.add(opened(HERE, "a"));
        }
        assertThat(over).allMatch(peers::isRefused).noneMatch(connection -> connection.closed);
        TestConnection tooMuch = opened(HERE, "a");
        assertThat(tooMuch.closed).isTrue();
        assertThat(peers.isRefused(tooMuch)).isFalse();
        peers.closeRefused();
        assertThat(over).allMatch(connection -> connection.closed).noneMatch(peers::isRefused);
        assertThat(first.closed || second.closed).isFalse();
        assertThat(peers.refusals(Refusal.NODE_CONNECTIONS)).isEqualTo(AcceptedPeers.MOST_REFUSED + 1);
    }

    @Test
    void allConnectionsTogetherHaveALimit() {
        for (int i = 0; i < AcceptedPeers.MOST; i++) {
            assertThat(peers.isRefused(opened("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256, "n" + i)))
                    .isFalse();
        }
        assertThat(peers.isRefused(opened(THERE, "one more"))).isTrue();
        assertThat(peers.refusals(Refusal.CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new AcceptedPeers.Limits(0, 5));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new AcceptedPeers.Limits(5, 0));
    }
}
