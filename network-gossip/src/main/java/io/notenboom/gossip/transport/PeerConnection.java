// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.reconcile.Answer;
import java.util.List;
import java.util.Optional;

/**
 * Calls peers. Every call authenticates both sides, blocks for at most the configured time-out and throws
 * {@link PeerFailureException} if it brings no answer that can be used. Safe for many threads.
 */
public interface PeerConnection {

    /** The peer's head; its signature is verified with the key of the peer's certificate. */
    NodeHead head(KnownPeer peer);

    /** Tells this node's head and hints; the signature of the peer's head is verified with its certificate. */
    Answer.Synced sync(KnownPeer peer, SyncRequest request);

    /** Pages of the peer's trie, in the order of the prefixes; empty if the peer no longer has that root. */
    Optional<List<TriePage>> trie(KnownPeer peer, List<String> prefixes, Digest root);

    /** Where the peer stands in a stream; empty if it does not know it. */
    Optional<StreamEntry> streamHead(KnownPeer peer, Digest sid);

    /** Events of a stream; none if the peer has none from there on. */
    EventSuffix events(KnownPeer peer, Digest sid, long from, int limit);

    /** Offers events. */
    PushReply push(KnownPeer peer, PushBatch batch);
}
