// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Configuration of the registry service. */
@ConfigMapping(prefix = "notenboom.registry")
public interface RegistryConfig {

    /** Name of the network; part of every event through the network identifier. */
    String network();

    /** DNS name under which peers reach this node; goes into its identity certificate. */
    @WithDefault("localhost")
    String peerHost();

    /** Whether peers cannot call this node: it opens no peer listener, registers no node and calls its peers only. */
    @WithDefault("false")
    boolean pullOnly();

    /** Addresses of peers to begin with. */
    Optional<List<String>> bootstrap();

    /** The event log. */
    Log log();

    /** The event log. */
    interface Log {

        /** Folder into which the published log is copied, for a web server; nothing is copied without it. */
        Optional<Path> export();
    }
    /** What one peer may take of this node. */
    PeerLimits peerLimits();

    /** What one peer may take of this node. */
    interface PeerLimits {

        /** Connections of one node at the same time, by its node CA. */
        @WithDefault("5")
        int connectionsPerNode();

        /** Connections from one address at the same time, of nodes that no vendor registered. */
        @WithDefault("5")
        int connectionsPerAddress();

        /** Bytes of bodies, sent and received, in a second of one node. */
        @WithDefault("50000000")
        long bytesPerSecond();
    }

    /** How many events of one stream are taken from peers; more are taken later. */
    StreamBudget streamBudget();

    /** The Foundation. */
    Foundation foundation();

    /** How many events of one stream are taken from peers. */
    interface StreamBudget {

        /** Events a second in the long run. */
        @WithDefault("1")
        double perSecond();

        /** Events at once. */
        @WithDefault("5000")
        long burst();

        /** Events a day. */
        @WithDefault("50000")
        long perDay();
    }

    /** The Foundation. */
    interface Foundation {

        /** Whether this node is the Foundation. */
        @WithDefault("false")
        boolean enabled();

        /** URL of the Foundation's internal listener. */
        Optional<URI> url();

        /** File with the API token for it, scope {@code enrolment:request}. */
        Optional<Path> tokenFile();

        /** PEM file with the Foundation's root; needed unless this node is the Foundation. */
        Optional<Path> root();
    }
}
