// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.protocol.Digest;
import java.util.List;

/**
 * Where this node stands and how its peers compare.
 *
 * @param headsRoot root of this node's heads trie
 * @param streams number of streams
 * @param events number of events up to the heads
 * @param peers the peers by address
 */
public record ConvergenceStatus(Digest headsRoot, long streams, long events, List<PeerStatus> peers) {

    /** Copies the list. */
    public ConvergenceStatus {
        peers = List.copyOf(peers);
    }
}
