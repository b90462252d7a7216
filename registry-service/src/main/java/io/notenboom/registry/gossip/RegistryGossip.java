// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.gossip.node.ConvergenceStatus;
import io.notenboom.gossip.node.GossipNode;
import io.notenboom.gossip.node.OwnIdentity;
import io.notenboom.gossip.node.Pace;
import io.notenboom.gossip.node.PeerAnswers;
import io.notenboom.gossip.node.PeerStatus;
import io.notenboom.gossip.node.ReplicatedLog;
import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.NodeHeadSigner;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.reconcile.GossipCounts;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.gossip.transport.Traffic;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.peer.ConvergenceView;
import io.notenboom.registry.peer.PeerRemoval;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.peer.Peers;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gossip of this registry: begins when the node has its identity certificate, is told of every commit after it is
 * durable, and tells how the peers stand. Safe for many threads.
 */
public final class RegistryGossip implements Peers, CommitListener, AutoCloseable {

    private final ReplicatedLog log;
    private final KnownNodes nodes;
    private final GossipFiles files;
    private final KeyCustodian custodian;
    private final PeerRules rules;
    private final Pace pace;
    private final List<PeerAddress> struck = new ArrayList<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable Running running;

    /** A node that talks, and how it calls. */
    record Running(GossipNode node, HttpPeerConnection connection) {

        private void stop() {
            node.close();
            connection.close();
        }
    }

    /** Wires the parts; {@link #open} makes it talk. */
    public RegistryGossip(
            ReplicatedLog log,
            KnownNodes nodes,
            GossipFiles files,
            KeyCustodian custodian,
            PeerRules rules,
            Pace pace) {
        this.log = log;
        this.nodes = nodes;
        this.files = files;
        this.custodian = custodian;
        this.rules = rules;
        this.pace = pace;
    }

    /**
     * Starts to talk with this certificate, or goes on with it in the place of the one before.
     *
     * @param identity node identity certificate, then its node CA
     */
    public synchronized void open(OwnCertificate identity) {
        HttpPeerConnection connection =
                new PeerTransport(custodian, rules, pace.settings().timeout()).connect(identity);
        OwnIdentity own = new OwnIdentity(
                nodeId(identity),
                rules.network(),
                new NodeHeadSigner(CustodianSigner.of(custodian, identity.key(), KeyPurpose.NODE_IDENTITY)));
        Running before = running;
        Running next = new Running(new GossipNode(own, log, nodes, connection, pace), connection);
        running = next;
        opened.countDown();
        next.node().start();
        struck.forEach(next.node()::struck);
        struck.clear();
        if (before != null) {
            before.stop();
        }
    }

    /** As in its NodeRegistration: the thumbprint of its node CA, which stays when the identity is renewed. */
    private static String nodeId(OwnCertificate identity) {
        return Fingerprints.x5tS256(identity.chain().get(1));
    }

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        Running now = running;
        if (now != null) {
            now.node().committed(entries.isEmpty() ? log.heads() : heads(entries));
        }
    }

    private List<StreamEntry> heads(List<LogEntry> entries) {
        return entries.stream()
                .map(entry -> new Digest(entry.stream().value()))
                .distinct()
                .flatMap(stream -> log.head(stream).stream())
                .toList();
    }

    /** A peer broke its word when its log was read: a strike, now or as soon as this node talks. */
    public synchronized void strike(PeerAddress peer) {
        Running now = running;
        if (now == null) {
            struck.add(peer);
        } else {
            now.node().struck(peer);
        }
    }

    /** What to answer to peers; empty as long as this node has no identity certificate. */
    public Optional<PeerAnswers> answers() {
        return Optional.ofNullable(running).map(now -> now.node().answers());
    }

    /** Checks certificates of callers. */
    public PeerTrustManager trust() {
        return rules.trust();
    }

    /** Closes the connections to peers whose certificates are refused by now, those to no others. */
    public void recheck() {
        Running now = running;
        if (now != null) {
            now.connection().closeIf(this::refused).forEach(address -> System.getLogger(RegistryGossip.class.getName())
                    .log(System.Logger.Level.WARNING, "closed connections to {0}: refused now", address));
        }
    }

    private boolean refused(List<X509Certificate> chain) {
        try {
            var unused = rules.trust().requireNode(chain);
            return false;
        } catch (CertificateException refused) {
            return true;
        }
    }

    /** Whether this node has not been equal with any peer since it began to talk. */
    public boolean catchingUp() {
        Running now = running;
        return now == null || now.node().catchingUp();
    }

    /** How gossip stands. */
    public ConvergenceStatus status() {
        Running now = running;
        return now == null ? silent() : now.node().convergence();
    }

    /** Bytes that calls to peers took since this node began to talk. */
    public Traffic traffic() {
        Running now = running;
        return now == null ? new Traffic(0, 0) : now.connection().traffic();
    }

    @Override
    public ConvergenceView convergence() {
        ConvergenceStatus status = status();
        return new ConvergenceView(
                status.headsRoot().value(),
                status.streams(),
                status.events(),
                status.peers().stream().map(this::view).toList());
    }

    private ConvergenceStatus silent() {
        HeadsTrie trie = HeadsTrie.of(log.heads());
        List<PeerStatus> peers = nodes.peers().all().stream()
                .map(peer -> PeerStatus.unknown(peer, false))
                .toList();
        return new ConvergenceStatus(trie.root(), trie.streams(), trie.events(), peers, 0, GossipCounts.NONE);
    }

    private PeerView view(PeerStatus peer) {
        NodeHead head = peer.head();
        PeerFailure failure = peer.lastFailure();
        return new PeerView(
                peer.id(),
                peer.peer().address().value(),
                head == null ? null : head.headsRoot().value(),
                head == null ? null : head.events(),
                peer.equal(),
                peer.lastSync(),
                failure == null ? null : failure.name().toLowerCase(Locale.ROOT),
                source(peer.peer()),
                peer.strikes(),
                peer.bannedUntil());
    }

    private PeerView.Source source(KnownPeer peer) {
        if (files.added().contains(peer.address())) {
            return PeerView.Source.ADDED;
        }
        return peer.bootstrap() ? PeerView.Source.CONFIGURED : PeerView.Source.REGISTERED;
    }

    @Override
    public List<PeerView> peers() {
        return convergence().peers();
    }

    @Override
    public Optional<PeerView> peer(String id) {
        return peers().stream()
                .filter(peer -> peer.id().equals(id) || peer.address().equals(id))
                .findFirst();
    }

    @Override
    public PeerRemoval remove(String id) {
        Optional<PeerView> peer = peer(id);
        if (peer.isEmpty()) {
            return new PeerRemoval.Unknown();
        }
        return switch (peer.get().source()) {
            case CONFIGURED -> new PeerRemoval.Configured();
            case REGISTERED -> new PeerRemoval.Registered();
            case ADDED -> {
                boolean removed = files.remove(new PeerAddress(peer.get().address()));
                peersChanged();
                yield removed ? new PeerRemoval.Removed() : new PeerRemoval.Unknown();
            }
        };
    }

    @Override
    public PeerView add(URI address) {
        PeerAddress peer = PeerAddress.parse(address.toString());
        KnownPeer known = new KnownPeer(peer, null, true);
        try {
            rules.hosts().requireAllowed(known);
        } catch (PeerFailureException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
        files.add(peer);
        peersChanged();
        return peer(peer.value()).orElseGet(() -> view(PeerStatus.unknown(known, false)));
    }

    private void peersChanged() {
        Running now = running;
        if (now != null) {
            now.node().peersChanged();
        }
    }

    /** The node that talks and its connection, as soon as it does; empty if it does not within some time. */
    Optional<Running> talking(Duration patience) {
        return Optional.ofNullable(awaitOpen(patience) ? running : null);
    }

    /** History may be fetched from the logs of peers before this node talks. */
    private boolean awaitOpen(Duration patience) {
        try {
            return opened.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Falls silent. */
    @Override
    public synchronized void close() {
        Running before = running;
        running = null;
        if (before != null) {
            before.stop();
        }
    }
}
