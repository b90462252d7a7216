// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.gossip.node.Pace;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.transport.PeerHosts;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.gossip.AllowedAddresses;
import io.notenboom.registry.gossip.CallRates;
import io.notenboom.registry.gossip.GossipFiles;
import io.notenboom.registry.gossip.KnownNodes;
import io.notenboom.registry.gossip.PeerRules;
import io.notenboom.registry.gossip.RegistryGossip;
import io.notenboom.registry.gossip.RegistryLog;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Wires gossip. */
final class GossipBeans {

    @Produces
    @Singleton
    CallRates callRates(InstantSource clock) {
        return new CallRates(clock);
    }

    @Produces
    @Singleton
    GossipFiles gossipFiles(NodeConfig node) {
        return new GossipFiles(node.dataDir());
    }

    @Produces
    @Singleton
    RegistryLog registryLog(EventLog log, IngestEvents ingest, GossipFiles files) {
        return new RegistryLog(log, ingest, ingest, files.epoch());
    }

    @Produces
    @Singleton
    KnownNodes knownNodes(
            RegistryConfig config, RegistryProjection projection, GossipFiles files, PeerEndpoint endpoint) {
        Set<PeerAddress> configured = new TreeSet<>();
        config.bootstrap().orElse(List.of()).forEach(address -> configured.add(PeerAddress.parse(address)));
        return new KnownNodes(projection, () -> chosen(configured, files), () -> PeerAddress.parse(endpoint.address()));
    }

    private static Collection<PeerAddress> chosen(Set<PeerAddress> configured, GossipFiles files) {
        Set<PeerAddress> chosen = new TreeSet<>(configured);
        chosen.addAll(files.added());
        return chosen;
    }

    @Produces
    @Singleton
    PeerRules peerRules(NodeConfig node, FoundationNode foundation) {
        AllowedAddresses allowed =
                new AllowedAddresses(node.outbound().allow().orElse(List.of()), node.mode() == NodeMode.DEV);
        return new PeerRules(foundation.root(), new Digest(foundation.network().value()), new PeerHosts(allowed));
    }

    @Produces
    @Singleton
    RegistryGossip gossip(
            RegistryLog log,
            KnownNodes nodes,
            GossipFiles files,
            KeyCustodian custodian,
            PeerRules rules,
            InstantSource clock) {
        return new RegistryGossip(
                log, nodes, files, custodian, rules, new Pace(GossipSettings.standard(), clock, new SecureRandom()));
    }

    void close(@Disposes RegistryGossip gossip) {
        gossip.close();
    }
}
