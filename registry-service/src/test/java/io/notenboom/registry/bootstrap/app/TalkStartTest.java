// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap.app;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.gossip.node.OwnHead;
import io.notenboom.gossip.node.Pace;
import io.notenboom.gossip.node.ReplicatedLog;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.gossip.transport.PeerHosts;
import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.registry.bootstrap.BootstrapSettings;
import io.notenboom.registry.bootstrap.LogSource;
import io.notenboom.registry.bootstrap.PageBootstrap;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.enrolment.NodeIdentityReady;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.gossip.GossipFiles;
import io.notenboom.registry.gossip.KnownNodes;
import io.notenboom.registry.gossip.PeerRules;
import io.notenboom.registry.gossip.PeerTransport;
import io.notenboom.registry.gossip.RegistryGossip;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.scenario.TestCertificates;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.SubjectName;
import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a node begins to talk; peers are ports on this machine behind which there is nobody, or somebody who is silent. */
class TalkStartTest {

    private static final SubjectName SUBJECT = SubjectName.ofVendor("Leverancier A", "Node", "11111111");

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
    private final KeyId caKey = custodian.create(KeyPurpose.NODE_CA);
    private final X509Certificate nodeCa = TestCertificates.issue(
                    TestCertificates.vendorCa("CN=Node CA", START.minusSeconds(60)),
                    network.root(),
                    new KeyPair(
                            custodian.publicKey(caKey),
                            TestCertificates.keys("secp256r1").getPrivate()))
            .certificate();
    private final Set<PeerAddress> chosen = new ConcurrentSkipListSet<>();
    private final Replicated replicated = new Replicated();
    private ServerSocket silent;
    private EventLog log;
    private IngestEvents ingest;
    private KnownNodes nodes;
    private PeerRules rules;
    private RegistryGossip gossip;

    /** An empty log that tells when gossip begins with it. */
    private static final class Replicated implements ReplicatedLog {
        private final Semaphore begun = new Semaphore(0);

        @Override
        public List<StreamEntry> heads() {
            begun.release();
            return List.of();
        }

        @Override
        public OwnHead.LogState state() {
            return new OwnHead.LogState(0, Digest.sha256(new byte[0]), "1");
        }

        @Override
        public Optional<StreamEntry> head(Digest sid) {
            return Optional.empty();
        }

        @Override
        public EventSuffix suffix(Digest sid, long from, int limit) {
            return new EventSuffix(sid, from, List.of(), null);
        }

        @Override
        public List<Verdict> offer(List<String> events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ForkProof> forks() {
            return List.of();
        }
    }

    @BeforeEach
    void wire() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FileStores stores = new FileStores(folder);
        log = stores.eventLog(TalkStartTest::read);
        RegistryProjection projection =
                new RegistryProjection(network.root().certificate(), EndpointTypesFormat.defaultTable());
        ingest = new IngestEvents(
                new EventVerifier(network.id(), network.root().certificate()),
                () -> START,
                new Commits(log, stores.forkEvidence(), projection));
        ingest.start();
        nodes = new KnownNodes(projection, () -> chosen, Optional::empty);
        rules = new PeerRules(
                new Digest(network.id().value()),
                new PeerTrustManager(network.root().certificate(), () -> START, certificate -> false),
                PeerHosts.development(InetAddress::isLoopbackAddress));
        gossip = new RegistryGossip(
                replicated,
                nodes,
                new GossipFiles(folder),
                custodian,
                rules,
                new Pace(GossipSettings.standard(), () -> START, new Random(1)));
    }

    @AfterEach
    void close() throws IOException {
        gossip.close();
        log.close();
        silent.close();
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private TalkStart talkStart(EventLog history) {
        PageBootstrap bootstrap =
                new PageBootstrap(history, ingest, ingest, network.id(), BootstrapSettings.standard());
        return new TalkStart(bootstrap, gossip, nodes, custodian, rules);
    }

    private OwnCertificate identity() {
        KeyId key = custodian.create(KeyPurpose.NODE_IDENTITY);
        X509Certificate certificate = CertificateIssuer.of(
                        nodeCa, CustodianSigner.of(custodian, caKey, KeyPurpose.NODE_CA))
                .nodeIdentity(SUBJECT, custodian.publicKey(key), List.of("localhost"), START);
        return new OwnCertificate(key, List.of(certificate, nodeCa));
    }

    private PeerAddress peerAt(int port) {
        PeerAddress peer = PeerAddress.parse("https://localhost:" + port);
        chosen.add(peer);
        return peer;
    }

    private void begins() throws InterruptedException {
        assertThat(replicated.begun.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    }

    private boolean talksAs(OwnCertificate identity) {
        try {
            var unused = new NodeHeadVerifier(new Digest(network.id().value()))
                    .verify(
                            gossip.answers().orElseThrow().head(),
                            identity.chain().getFirst().getPublicKey());
            return true;
        } catch (MalformedMessageException signedByAnother) {
            return false;
        }
    }

    @Test
    void withoutPeersItTalksAtOnce() {
        OwnCertificate own = identity();
        TalkStart talk = talkStart(log);
        talk.talk(new NodeIdentityReady(own));

        assertThat(talksAs(own)).isTrue();
        assertThat(talk.fetching()).isEmpty();
        talk.stop(new ShutdownEvent());
    }

    @Test
    void peersWithoutAHistoryDelayItOnlyAndOnceInARun() throws Exception {
        silent.close();
        var unused = peerAt(silent.getLocalPort());
        OwnCertificate own = identity();
        TalkStart talk = talkStart(log);
        talk.talk(new NodeIdentityReady(own));
        begins();
        assertThat(talksAs(own)).isTrue();
        assertThat(talk.fetching()).isEmpty();

        OwnCertificate renewed = identity();
        talk.talk(new NodeIdentityReady(renewed));
        assertThat(talk.fetching()).isEmpty();
        assertThat(talksAs(renewed)).isTrue();
    }

    @Test
    void anIdentityThatIsRenewedMeanwhileIsUsedThenAndPeersOfThenAreKnown() throws Exception {
        var first = peerAt(silent.getLocalPort());
        OwnCertificate own = identity();
        OwnCertificate renewed = identity();
        TalkStart talk = talkStart(log);
        talk.talk(new NodeIdentityReady(own));
        Thread fetching = talk.fetching().orElseThrow();
        talk.talk(new NodeIdentityReady(renewed));
        assertThat(talk.fetching()).containsSame(fetching);
        assertThat(gossip.answers()).isEmpty();

        PeerAddress learned = peerAt(1);
        silent.close();
        begins();
        assertThat(talksAs(renewed)).isTrue();
        assertThat(talksAs(own)).isFalse();
        assertThat(gossip.peers()).map(PeerView::address).contains(first.value(), learned.value());
    }

    @Test
    void aLogThatFailsWhileHistoryIsFetchedDoesNotKeepItFromTalking() throws Exception {
        var unused = peerAt(silent.getLocalPort());
        EventLog failing = (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    throw new LogFailureException("as the test wants");
                });
        OwnCertificate own = identity();
        talkStart(failing).talk(new NodeIdentityReady(own));
        begins();
        assertThat(talksAs(own)).isTrue();
    }

    @Test
    void aNodeThatIsStoppedMeanwhileDoesNotBegin() throws Exception {
        var unused = peerAt(silent.getLocalPort());
        TalkStart talk = talkStart(log);
        talk.talk(new NodeIdentityReady(identity()));
        Thread fetching = talk.fetching().orElseThrow();
        talk.stop(new ShutdownEvent());
        fetching.join();
        assertThat(gossip.answers()).isEmpty();
    }

    @Test
    void peersThatWereChosenAreAskedFirstAndALieIsAStrike() {
        PeerAddress peer = peerAt(1);
        OwnCertificate own = identity();
        TalkStart talk = talkStart(log);
        try (HttpPeerConnection connection =
                new PeerTransport(custodian, rules, GossipSettings.standard().timeout()).connect(own)) {
            List<LogSource> sources = talk.sources(connection);
            assertThat(sources).map(LogSource::name).containsExactly(peer.value());
            assertThatThrownBy(() -> sources.getFirst().files().read("checkpoint"))
                    .isInstanceOf(IOException.class);
            gossip.open(own);
            sources.getFirst().lied().accept("it serves another tree than it signed");
            assertThat(waitForStrike(peer)).isTrue();
        }
    }

    private boolean waitForStrike(PeerAddress peer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() - end < 0) {
            if (gossip.peer(peer.value()).filter(view -> view.strikes() == 1).isPresent()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
