// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.gossip.node.Pace;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.transport.PeerHosts;
import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.AddressRules;
import io.notenboom.registry.app.revocation.PeerRevocations;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.gossip.AcceptedPeers;
import io.notenboom.registry.gossip.BudgetedLog;
import io.notenboom.registry.gossip.CallRates;
import io.notenboom.registry.gossip.DenylistFile;
import io.notenboom.registry.gossip.GossipFiles;
import io.notenboom.registry.gossip.KnownNodes;
import io.notenboom.registry.gossip.PeerRules;
import io.notenboom.registry.gossip.RegistryGossip;
import io.notenboom.registry.gossip.RegistryLog;
import io.notenboom.registry.gossip.StreamBudgets;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.NodeView;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.trust.x509.Fingerprints;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Wires gossip. */
final class GossipBeans {

    @Produces
    @Singleton
    CallRates callRates(RegistryConfig config, InstantSource clock) {
        return new CallRates(config.peerLimits().bytesPerSecond(), clock);
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
    KnownNodes knownNodes(RegistryConfig config, RegistryProjection projection, GossipFiles files, PeerReach reach) {
        Set<PeerAddress> configured = new TreeSet<>();
        config.bootstrap().orElse(List.of()).forEach(address -> configured.add(PeerAddress.parse(address)));
        return new KnownNodes(
                projection,
                () -> chosen(configured, files),
                () -> reach.configured() ? reach.address().map(PeerAddress::parse) : Optional.empty());
    }

    private static Collection<PeerAddress> chosen(Set<PeerAddress> configured, GossipFiles files) {
        Set<PeerAddress> chosen = new TreeSet<>(configured);
        chosen.addAll(files.added());
        return chosen;
    }

    @Produces
    @Singleton
    DenylistFile denylist(NodeConfig node) {
        return new DenylistFile(node.dataDir());
    }

    @Produces
    @Singleton
    AcceptedPeers acceptedPeers(RegistryConfig config, RegistryProjection projection) {
        RegistryConfig.PeerLimits limits = config.peerLimits();
        return new AcceptedPeers(
                new AcceptedPeers.Limits(limits.connectionsPerNode(), limits.connectionsPerAddress()),
                () -> projection.nodes().stream().map(NodeView::nodeId).collect(Collectors.toSet()));
    }

    @Produces
    @Singleton
    PeerTrustManager peerTrust(
            FoundationNode foundation,
            InstantSource clock,
            DenylistFile denylist,
            PeerRevocations revocations,
            RegistryProjection projection) {
        return new PeerTrustManager(
                foundation.root(),
                clock,
                certificate -> denylist.test(certificate)
                        || revocations.test(certificate)
                        || projection.revocations().names(Fingerprints.x5tS256(certificate)));
    }

    @Produces
    @Singleton
    PeerRules peerRules(NodeConfig node, FoundationNode foundation, PeerTrustManager trust) {
        AddressRules addresses = AddressRules.of(node.outbound());
        PeerHosts hosts = node.mode() == NodeMode.DEV
                ? PeerHosts.development(address -> address.isLoopbackAddress() || addresses.permits(address))
                : PeerHosts.strict(addresses::permits);
        return new PeerRules(new Digest(foundation.network().value()), trust, hosts);
    }

    @Produces
    @Singleton
    StreamBudgets streamBudgets(RegistryConfig config, InstantSource clock) {
        RegistryConfig.StreamBudget budget = config.streamBudget();
        return new StreamBudgets(new StreamBudgets.Limits(budget.perSecond(), budget.burst(), budget.perDay()), clock);
    }

    @Produces
    @Singleton
    BudgetedLog budgetedLog(
            RegistryLog log, StreamBudgets budgets, Instance<RegistryGossip> gossip, MeterRegistry meters) {
        return new BudgetedLog(
                log, budgets, () -> gossip.get().catchingUp(), verdict -> GossipMetrics.judged(meters, verdict));
    }

    @Produces
    @Singleton
    RegistryGossip gossip(
            BudgetedLog log,
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
