// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.kit.customer.NodeConfig;
import jakarta.inject.Singleton;

/** Where peers reach this node, by its configuration. */
@Singleton
public class PeerReach {

    private final NodeConfig node;
    private final RegistryConfig config;

    PeerReach(NodeConfig node, RegistryConfig config) {
        this.node = node;
        this.config = config;
    }

    /** Whether a port for peers is configured. */
    boolean configured() {
        return node.listener().peer().port().isPresent();
    }

    /**
     * {@code https://host:port} under which peers reach this node.
     *
     * @throws IllegalStateException if no port for peers is configured
     */
    String address() {
        int port = node.listener()
                .peer()
                .port()
                .orElseThrow(() -> new IllegalStateException(
                        "set notenboom.listener.peer.port: peers have to be able to reach this node"));
        return "https://" + config.peerHost() + ":" + port;
    }
}
