// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.reconcile.GossipCounts;
import java.util.List;

/**
 * Where this node stands and how its peers compare.
 *
 * @param headsRoot root of this node's heads trie
 * @param streams number of streams
 * @param events number of events up to the heads
 * @param peers all known peers
 * @param banned number of peers that are banned
 * @param counts what gossip has done since it started
 */
public record ConvergenceStatus(
        Digest headsRoot, long streams, long events, List<PeerStatus> peers, long banned, GossipCounts counts) {

    /** Copies the list. */
    public ConvergenceStatus {
        peers = List.copyOf(peers);
    }
}
