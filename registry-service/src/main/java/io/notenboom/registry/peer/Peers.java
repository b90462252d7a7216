// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.peer;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The node's peers. Safe for many threads; answers from memory. */
public interface Peers {

    /** How far this node and its peers hold the same. */
    ConvergenceView convergence();

    /** All known peers, by address. */
    List<PeerView> peers();

    /**
     * One peer.
     *
     * @param id its id or its address
     */
    Optional<PeerView> peer(String id);

    /**
     * Removes a peer that was added; durable when it returns.
     *
     * @param id its id or its address
     */
    PeerRemoval remove(String id);

    /**
     * Adds a peer to gossip with; adding it again changes nothing.
     *
     * @param address {@code https://host:port}
     * @throws IllegalArgumentException if this node may not talk to such an address
     */
    PeerView add(URI address);
}
