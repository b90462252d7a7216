// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.protocol.NodeHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one peer stands.
 *
 * @param peer the peer
 * @param head its head as it last told; null before that
 * @param equal whether its heads root is this node's now
 * @param lastSync when it last told its head; null before that
 * @param lastFailure why the last call to it failed; null if it did not
 * @param available whether it may be contacted: it is not banned and not waited for
 * @param strikes strikes that count for the next ban
 * @param bannedUntil until when it is banned; null if it is not
 */
public record PeerStatus(
        KnownPeer peer,
        @Nullable NodeHead head,
        boolean equal,
        @Nullable Instant lastSync,
        @Nullable PeerFailure lastFailure,
        boolean available,
        int strikes,
        @Nullable Instant bannedUntil) {

    /** A peer of which nothing is known yet. */
    public static PeerStatus unknown(KnownPeer peer, boolean available) {
        return new PeerStatus(peer, null, false, null, null, available, 0, null);
    }

    /** Node id as it last told; its address before that. */
    public String id() {
        return head == null ? peer.address().value() : head.node();
    }
}
