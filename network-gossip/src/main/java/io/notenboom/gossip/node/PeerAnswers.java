// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.SignedNodeHead;
import io.notenboom.gossip.protocol.SyncReply;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.reconcile.ReplicatedStreams;
import io.notenboom.gossip.trie.LocalHeads;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What this node answers to its peers. Whoever calls these methods has authenticated the peer by its certificate. Safe for
 * many threads; may block on the disk.
 */
public final class PeerAnswers {

    private final GossipNode node;
    private final OwnHead ownHead;
    private final LocalHeads heads;
    private final ReplicatedStreams streams;
    private final NodeHeadVerifier verifier;

    PeerAnswers(
            GossipNode node, OwnHead ownHead, LocalHeads heads, ReplicatedStreams streams, NodeHeadVerifier verifier) {
        this.node = node;
        this.ownHead = ownHead;
        this.heads = heads;
        this.streams = streams;
        this.verifier = verifier;
    }

    /** This node's head. */
    public SignedNodeHead head() {
        return ownHead.signed();
    }

    /**
     * Answers a sync.
     *
     * @param peer the certificate that the caller showed
     * @throws MalformedMessageException if the caller's head is not signed with that certificate's key, or of another network
     */
    public SyncReply sync(SyncRequest request, X509Certificate peer) {
        NodeHead head = verifier.verify(request.head(), peer.getPublicKey());
        node.contacted(peer, head.headsRoot());
        return new SyncReply(ownHead.signed(), node.hints());
    }

    /** A page of the trie with this root; empty if the root is not kept any more. */
    public Optional<TriePage> trie(String prefix, Digest root) {
        return heads.at(root).map(trie -> trie.page(prefix));
    }

    /** Events of a stream. */
    public EventSuffix events(Digest sid, long from, int limit) {
        return streams.suffix(sid, from, Math.clamp(limit, 1, GossipLimits.MAX_SUFFIX_EVENTS));
    }

    /** Takes events that a peer pushes; what it calls accepted is durable. */
    public PushReply push(PushBatch batch) {
        return new PushReply(streams.offer(batch.events()));
    }

    /** Proofs of forks, at most {@link GossipLimits#MAX_FORKS}. */
    public List<ForkProof> forks() {
        return streams.forks().stream().limit(GossipLimits.MAX_FORKS).toList();
    }
}
