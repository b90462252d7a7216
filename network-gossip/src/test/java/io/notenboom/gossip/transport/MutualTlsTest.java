// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.reconcile.Input;
import io.notenboom.gossip.testing.MemoryStreams;
import io.notenboom.gossip.testing.TestFoundation;
import io.notenboom.gossip.testing.TestNode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes with their own listeners and certificates of one Foundation. */
class MutualTlsTest {

    private static final Digest NET = Digest.sha256(new byte[] {5});

    private final TestFoundation foundation = new TestFoundation("one");
    private final TestNode a = new TestNode("a", NET, foundation);
    private final TestNode b = new TestNode("b", NET, foundation);

    @AfterEach
    void stop() {
        a.close();
        b.close();
    }

    private void connected() {
        a.start(List.of());
        b.start(List.of(a.address()));
    }

    @Test
    void twoNodesBecomeEqual() throws InterruptedException {
        String first = MemoryStreams.genesis("vendor a");
        a.commit(List.of(first, MemoryStreams.next(first, "x")));
        b.commit(List.of(MemoryStreams.genesis("vendor b")));
        connected();
        b.awaitEvents(3);
        a.awaitEvents(3);
        assertThat(a.node().convergence().headsRoot())
                .isEqualTo(b.node().convergence().headsRoot());
        String third = MemoryStreams.next(MemoryStreams.next(first, "x"), "y");
        b.commit(List.of(third));
        a.awaitEvents(4);
    }

    @Test
    void thePeersStatusTellsItsIdAndThatItIsEqual() throws InterruptedException {
        a.commit(List.of(MemoryStreams.genesis("vendor a")));
        connected();
        b.awaitEvents(1);
        b.awaitEqualPeer();
        assertThat(b.node().convergence().peers()).singleElement().satisfies(peer -> {
            assertThat(peer.id()).isEqualTo("a");
            assertThat(peer.equal()).isTrue();
            assertThat(peer.lastSync()).isNotNull();
        });
    }

    @Test
    void aNodeOfAnotherFoundationIsRefused() {
        a.start(List.of());
        refused(connection(new TestFoundation("two"), "b", foundation));
    }

    @Test
    void aNodeDoesNotTalkToOneOfAnotherFoundation() {
        a.start(List.of());
        refused(connection(foundation, "b", new TestFoundation("two")));
    }

    @Test
    void aContractCertificateOfTheSameFoundationIsRefused() {
        a.start(List.of());
        HttpPeerConnection contract = new HttpPeerConnection(
                foundation.contractTls("b"), anyHost(), new NodeHeadVerifier(NET), Duration.ofSeconds(5));
        refused(contract);
    }

    @Test
    void aCallerWithoutCertificateIsRefused() {
        a.start(List.of());
        refused(new HttpPeerConnection(
                foundation.tlsWithoutCertificate(), anyHost(), new NodeHeadVerifier(NET), Duration.ofSeconds(5)));
    }

    @Test
    void aHeadOfAnotherNetworkBreaksTheProtocol() {
        a.start(List.of());
        Digest other = Digest.sha256(new byte[] {6});
        try (HttpPeerConnection connection = new HttpPeerConnection(
                foundation.tls("b"), anyHost(), new NodeHeadVerifier(other), Duration.ofSeconds(5))) {
            assertThatExceptionOfType(PeerFailureException.class)
                    .isThrownBy(() -> connection.head(peer()))
                    .matches(failure -> failure.failure() == Input.Failure.BROKEN);
        }
    }

    @Test
    void aPrivateAddressIsNotCalledUnlessItIsAllowed() {
        a.start(List.of());
        try (HttpPeerConnection strict = new HttpPeerConnection(
                foundation.tls("b"),
                new PeerHosts(address -> false),
                new NodeHeadVerifier(NET),
                Duration.ofSeconds(5))) {
            assertThatExceptionOfType(PeerFailureException.class).isThrownBy(() -> strict.head(peer()));
        }
        try (HttpPeerConnection open = connection(foundation, "b", foundation)) {
            assertThat(open.head(peer()).node()).isEqualTo("a");
        }
    }

    private static PeerHosts anyHost() {
        return new PeerHosts(InetAddress::isLoopbackAddress);
    }

    private static HttpPeerConnection connection(TestFoundation own, String name, TestFoundation trusted) {
        return new HttpPeerConnection(
                own.tls(name, trusted), anyHost(), new NodeHeadVerifier(NET), Duration.ofSeconds(5));
    }

    private KnownPeer peer() {
        return new KnownPeer(new PeerAddress(a.address()), null, true);
    }

    private void refused(HttpPeerConnection connection) {
        try (connection) {
            assertThatExceptionOfType(PeerFailureException.class)
                    .isThrownBy(() -> connection.head(peer()))
                    .matches(failure -> failure.failure() == Input.Failure.UNREACHABLE);
        }
    }
}
