// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerDirectory;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.registry.projection.NodeView;
import io.notenboom.registry.projection.RegistryView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The peers: nodes that vendors registered, and those that the operator configured or added; without this node itself. */
public final class KnownNodes implements PeerDirectory {

    private final RegistryView view;
    private final Supplier<Collection<PeerAddress>> chosen;
    private final Supplier<Optional<PeerAddress>> own;

    /**
     * Wires the parts.
     *
     * @param view knows the registered nodes
     * @param chosen addresses that the operator chose
     * @param own address of this node; empty if peers cannot reach it
     */
    public KnownNodes(
            RegistryView view, Supplier<Collection<PeerAddress>> chosen, Supplier<Optional<PeerAddress>> own) {
        this.view = view;
        this.chosen = chosen;
        this.own = own;
    }

    @Override
    public PeerList peers() {
        Map<PeerAddress, KnownPeer> peers = new LinkedHashMap<>();
        chosen.get().forEach(address -> peers.put(address, new KnownPeer(address, null, true)));
        for (NodeView node : view.nodes()) {
            registered(node, peers);
        }
        own.get().ifPresent(peers::remove);
        return PeerList.of(peers.values());
    }

    private static void registered(NodeView node, Map<PeerAddress, KnownPeer> peers) {
        try {
            PeerAddress address = PeerAddress.parse(node.address());
            boolean bootstrap = peers.containsKey(address);
            peers.put(address, new KnownPeer(address, node.certificateThumbprint(), bootstrap));
        } catch (IllegalArgumentException unusable) {
            System.getLogger(KnownNodes.class.getName())
                    .log(System.Logger.Level.DEBUG, "a registered node has an address that cannot be used");
        }
    }
}
