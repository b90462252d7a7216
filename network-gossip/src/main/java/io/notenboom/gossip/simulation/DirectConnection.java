// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.transport.PeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import java.util.List;
import java.util.Optional;

/** Asks nodes of a simulated network at once, for what nodes ask besides their conversations. */
final class DirectConnection implements PeerConnection {

    private final SimulatedNetwork network;
    private final SimulatedNode caller;

    DirectConnection(SimulatedNetwork network, SimulatedNode caller) {
        this.network = network;
        this.caller = caller;
    }

    private SimulatedNode at(KnownPeer peer) {
        SimulatedNode node = network.at(peer.address());
        if (node.down || node == caller) {
            throw new PeerFailureException(PeerFailure.UNREACHABLE, "the node is away");
        }
        return node;
    }

    @Override
    public NodeHead head(KnownPeer peer) {
        return at(peer).head(network.now());
    }

    @Override
    public Answer.Synced sync(KnownPeer peer, SyncRequest request) {
        return new Answer.Synced(head(peer), List.of());
    }

    @Override
    public Optional<List<TriePage>> trie(KnownPeer peer, List<String> prefixes, Digest root) {
        return at(peer).heads
                .at(root)
                .map(found -> prefixes.stream().map(found::page).toList());
    }

    @Override
    public Optional<StreamEntry> streamHead(KnownPeer peer, Digest sid) {
        return at(peer).streams.head(sid);
    }

    @Override
    public EventSuffix events(KnownPeer peer, Digest sid, long from, int limit) {
        return at(peer).streams.suffix(sid, from, limit);
    }

    @Override
    public PushReply push(KnownPeer peer, PushBatch batch) {
        return new PushReply(at(peer).offer(batch.events(), network));
    }
}
