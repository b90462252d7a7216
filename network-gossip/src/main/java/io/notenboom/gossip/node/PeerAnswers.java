// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkPage;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.SignedNodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
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
        node.contacted(peer, head);
        return new SyncReply(ownHead.signed(), node.hintsFor(head.headsRoot()));
    }

    /** Pages of the trie with this root, in the order of the prefixes; empty if the root is not kept any more. */
    public Optional<List<TriePage>> trie(List<String> prefixes, Digest root) {
        return heads.at(root).map(trie -> prefixes.stream().map(trie::page).toList());
    }

    /** Where this node stands in a stream; empty if it does not know it. */
    public Optional<StreamEntry> streamHead(Digest sid) {
        return streams.head(sid);
    }

    /** Events of a stream. */
    public EventSuffix events(Digest sid, long from, int limit) {
        return streams.suffix(sid, from, Math.clamp(limit, 1, GossipLimits.MAX_SUFFIX_EVENTS));
    }

    /** Takes events that a peer pushes; what it calls accepted is durable. */
    public PushReply push(PushBatch batch) {
        return new PushReply(streams.offer(batch.events()));
    }

    /**
     * Proofs of forks, in the order in which this node learnt of them.
     *
     * @param from number of the first, from 0
     */
    public ForkPage forks(int from) {
        List<ForkProof> all = streams.forks();
        int first = Math.clamp(from, 0, all.size());
        int end = Math.min(all.size(), first + GossipLimits.MAX_FORKS);
        return new ForkPage(all.subList(first, end), end < all.size() ? end : null);
    }
}
