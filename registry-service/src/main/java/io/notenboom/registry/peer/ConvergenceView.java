// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.peer;

import java.util.List;

/**
 * How far this node and its peers hold the same.
 *
 * @param headsRoot root over the heads of this node's streams
 * @param streams number of streams
 * @param events number of events in the log
 * @param peers the peers
 */
public record ConvergenceView(String headsRoot, long streams, long events, List<PeerView> peers) {

    /** Copies its list. */
    public ConvergenceView {
        peers = List.copyOf(peers);
    }
}
