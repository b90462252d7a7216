// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.tls.CustodianKeyManager;
import io.notenboom.gossip.node.ConvergenceStatus;
import io.notenboom.gossip.node.GossipNode;
import io.notenboom.gossip.node.OwnIdentity;
import io.notenboom.gossip.node.Pace;
import io.notenboom.gossip.node.PeerAnswers;
import io.notenboom.gossip.node.PeerStatus;
import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHeadSigner;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.peer.ConvergenceView;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.peer.Peers;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The gossip of this registry: begins when the node has its identity certificate, is told of every commit after it is
 * durable, and tells how the peers stand. Safe for many threads.
 */
public final class RegistryGossip implements Peers, CommitListener, AutoCloseable {

    private final RegistryLog log;
    private final KnownNodes nodes;
    private final GossipFiles files;
    private final KeyCustodian custodian;
    private final PeerRules rules;
    private final Pace pace;
    private volatile @Nullable Running running;

    private record Running(GossipNode node, HttpPeerConnection connection, PeerTrustManager trust) {}

    /** Wires the parts; {@link #open} makes it talk. */
    public RegistryGossip(
            RegistryLog log, KnownNodes nodes, GossipFiles files, KeyCustodian custodian, PeerRules rules, Pace pace) {
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
        close();
        PeerTrustManager trust = new PeerTrustManager(rules.foundationRoot(), pace.clock(), certificate -> false);
        Digest network = rules.network();
        HttpPeerConnection connection = new HttpPeerConnection(
                tls(identity, trust),
                rules.hosts(),
                new NodeHeadVerifier(network),
                pace.settings().timeout());
        OwnIdentity own = new OwnIdentity(
                nodeId(identity),
                network,
                new NodeHeadSigner(CustodianSigner.of(custodian, identity.key(), KeyPurpose.NODE_IDENTITY)));
        GossipNode node = new GossipNode(own, log, nodes, connection, pace);
        running = new Running(node, connection, trust);
        node.start();
    }

    /** As in its NodeRegistration: the thumbprint of its node CA, which stays when the identity is renewed. */
    private static String nodeId(OwnCertificate identity) {
        return Fingerprints.x5tS256(identity.chain().get(1));
    }

    private SSLContext tls(OwnCertificate identity, PeerTrustManager trust) {
        try {
            CustodianKeyManager key =
                    CustodianKeyManager.of(custodian, identity.key(), KeyPurpose.NODE_IDENTITY, identity.chain());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available in this Java", e);
        }
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

    /** What to answer to peers; empty as long as this node has no identity certificate. */
    public Optional<PeerAnswers> answers() {
        return Optional.ofNullable(running).map(now -> now.node().answers());
    }

    /** Checks certificates of callers; empty as long as this node has no identity certificate. */
    public Optional<PeerTrustManager> trust() {
        return Optional.ofNullable(running).map(Running::trust);
    }

    @Override
    public ConvergenceView convergence() {
        Running now = running;
        ConvergenceStatus status = now == null ? silent() : now.node().convergence();
        return new ConvergenceView(
                status.headsRoot().value(),
                status.streams(),
                status.events(),
                status.peers().stream().map(RegistryGossip::view).toList());
    }

    private ConvergenceStatus silent() {
        HeadsTrie trie = HeadsTrie.of(log.heads());
        List<PeerStatus> peers = nodes.peers().stream()
                .map(peer -> new PeerStatus(
                        peer.address().value(), peer.address().value(), null, false, null, peer.bootstrap(), false))
                .toList();
        return new ConvergenceStatus(trie.root(), trie.streams(), trie.events(), peers);
    }

    private static PeerView view(PeerStatus peer) {
        Digest root = peer.headsRoot();
        return new PeerView(
                peer.id(), peer.address(), root == null ? null : root.value(), peer.equal(), peer.lastSync());
    }

    @Override
    public List<PeerView> peers() {
        return convergence().peers();
    }

    @Override
    public PeerView add(URI address) {
        PeerAddress peer = PeerAddress.parse(address.toString());
        try {
            rules.hosts().requireAllowed(new KnownPeer(peer, null, true));
        } catch (PeerFailureException refused) {
            throw new IllegalArgumentException("this node may not talk to such an address", refused);
        }
        files.add(peer);
        Running now = running;
        if (now != null) {
            now.node().peersChanged();
        }
        return peers().stream()
                .filter(view -> view.address().equals(peer.value()))
                .findFirst()
                .orElseGet(() -> new PeerView(peer.value(), peer.value(), null, false, null));
    }

    /** Falls silent. */
    @Override
    public synchronized void close() {
        Running before = running;
        running = null;
        if (before != null) {
            before.node().close();
            before.connection().close();
        }
    }
}
