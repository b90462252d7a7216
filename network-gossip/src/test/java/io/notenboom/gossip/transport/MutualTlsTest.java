// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.gossip.node.PeerHeads;
import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.simulation.SimulatedEvent;
import io.notenboom.gossip.testing.TestFoundation;
import io.notenboom.gossip.testing.TestNode;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        String first = SimulatedEvent.genesis(Instant.EPOCH, "vendor a");
        a.commit(List.of(first, SimulatedEvent.next(first, Instant.EPOCH, "x")));
        b.commit(List.of(SimulatedEvent.genesis(Instant.EPOCH, "vendor b")));
        connected();
        b.awaitEvents(3);
        a.awaitEvents(3);
        assertThat(a.node().convergence().headsRoot())
                .isEqualTo(b.node().convergence().headsRoot());
        String third = SimulatedEvent.next(SimulatedEvent.next(first, Instant.EPOCH, "x"), Instant.EPOCH, "y");
        b.commit(List.of(third));
        a.awaitEvents(4);
    }

    @Test
    void thePeersStatusTellsItsIdAndThatItIsEqual() throws InterruptedException {
        a.commit(List.of(SimulatedEvent.genesis(Instant.EPOCH, "vendor a")));
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
    void aWriterLearnsFromItsPeersWhereItsStreamStandsAndCatchesUp() throws InterruptedException {
        String first = SimulatedEvent.genesis(Instant.EPOCH, "vendor b");
        List<String> chain = new ArrayList<>(List.of(first));
        for (int i = 0; i < 300; i++) {
            chain.add(SimulatedEvent.next(chain.getLast(), Instant.EPOCH, "event " + i));
        }
        a.commit(chain);
        b.commit(chain.subList(0, 2));
        a.start(List.of());
        b.prepare(List.of(a.address(), "https://localhost:1"));
        Digest sid = SimulatedEvent.id(first);
        PeerHeads.Heads heads = b.node().peerHeads().headsOf(sid);
        assertThat(heads.silent())
                .singleElement()
                .matches(peer -> peer.address().port() == 1);
        assertThat(heads.told()).singleElement().satisfies(told -> {
            assertThat(told.head()).isEqualTo(StreamEntry.of(sid, 300, SimulatedEvent.id(chain.getLast())));
            assertThat(b.node().peerHeads().fetch(sid, told.peer())).isEqualTo(told.head());
        });
        assertThat(b.node().peerHeads().headsOf(Digest.sha256(new byte[] {7})).told())
                .singleElement()
                .matches(told -> told.head() == null);
    }

    @Test
    void connectionsOfARefusedPeerAreClosedAndThoseOfOthersStay() throws InterruptedException {
        a.start(List.of());
        b.start(List.of());
        try (HttpPeerConnection connection = connection(foundation, "c", foundation)) {
            KnownPeer other = new KnownPeer(new PeerAddress(b.address()), null, true);
            assertThat(connection.head(peer()).node()).isEqualTo("a");
            assertThat(connection.head(other).node()).isEqualTo("b");
            X509Certificate refused = foundation.node("a").chain().getFirst();
            assertThat(connection.closeIf(chain -> chain.contains(refused))).containsExactly(peer().address());
            assertThat(connection.closeIf(chain -> chain.contains(refused))).isEmpty();
            assertThat(connection.head(other).node()).isEqualTo("b");
        }
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
                () -> foundation.contractTls("b"), anyHost(), new NodeHeadVerifier(NET), Duration.ofSeconds(5));
        refused(contract);
    }

    @Test
    void aCallerWithoutCertificateIsRefused() {
        a.start(List.of());
        refused(new HttpPeerConnection(
                foundation::tlsWithoutCertificate, anyHost(), new NodeHeadVerifier(NET), Duration.ofSeconds(5)));
    }

    @Test
    void aHeadOfAnotherNetworkBreaksTheProtocol() {
        a.start(List.of());
        Digest other = Digest.sha256(new byte[] {6});
        try (HttpPeerConnection connection = new HttpPeerConnection(
                () -> foundation.tls("b"), anyHost(), new NodeHeadVerifier(other), Duration.ofSeconds(5))) {
            assertThatExceptionOfType(PeerFailureException.class)
                    .isThrownBy(() -> connection.head(peer()))
                    .matches(failure -> failure.failure() == PeerFailure.BROKEN);
        }
    }

    @Test
    void aPrivateAddressIsNotCalledUnlessItIsAllowed() {
        a.start(List.of());
        try (HttpPeerConnection strict = new HttpPeerConnection(
                () -> foundation.tls("b"),
                PeerHosts.development(address -> false),
                new NodeHeadVerifier(NET),
                Duration.ofSeconds(5))) {
            assertThatExceptionOfType(PeerFailureException.class).isThrownBy(() -> strict.head(peer()));
        }
        try (HttpPeerConnection open = connection(foundation, "b", foundation)) {
            assertThat(open.head(peer()).node()).isEqualTo("a");
        }
    }

    private static PeerHosts anyHost() {
        return PeerHosts.development(InetAddress::isLoopbackAddress);
    }

    private static HttpPeerConnection connection(TestFoundation own, String name, TestFoundation trusted) {
        return new HttpPeerConnection(
                () -> own.tls(name, trusted), anyHost(), new NodeHeadVerifier(NET), Duration.ofSeconds(5));
    }

    private KnownPeer peer() {
        return new KnownPeer(new PeerAddress(a.address()), null, true);
    }

    private void refused(HttpPeerConnection connection) {
        try (connection) {
            assertThatExceptionOfType(PeerFailureException.class)
                    .isThrownBy(() -> connection.head(peer()))
                    .matches(failure -> failure.failure() == PeerFailure.UNREACHABLE);
        }
    }
}
