// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.kit.customer.NodeConfig;
import jakarta.inject.Singleton;
import java.util.Optional;

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

    /** Whether peers cannot call this node, so that it calls them only. */
    boolean pullOnly() {
        return config.pullOnly();
    }

    /**
     * {@code https://host:port} under which peers reach this node; empty in pull-only mode.
     *
     * @throws IllegalStateException if neither a port for peers nor pull-only mode is configured
     */
    Optional<String> address() {
        if (pullOnly()) {
            return Optional.empty();
        }
        int port = node.listener()
                .peer()
                .port()
                .orElseThrow(() -> new IllegalStateException("set notenboom.listener.peer.port, so that peers can reach"
                        + " this node, or notenboom.registry.pull-only"));
        return Optional.of("https://" + config.peerHost() + ":" + port);
    }
}
