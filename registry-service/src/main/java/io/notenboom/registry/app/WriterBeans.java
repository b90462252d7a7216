// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.gossip.BudgetedLog;
import io.notenboom.registry.gossip.ClaimedEvents;
import io.notenboom.registry.gossip.GossipedHeads;
import io.notenboom.registry.gossip.KnownNodes;
import io.notenboom.registry.gossip.RegistryGossip;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.issue.WriterFence;
import io.notenboom.registry.issue.WriterGate;
import io.notenboom.registry.issue.WriterPeers;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.peer.OwnStreamHeads;
import io.notenboom.registry.peer.Peers;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.registry.verify.EventVerifier;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Wires what has to be so before this node signs an event, and the figures about forks. */
final class WriterBeans {

    /** As long as {@link GossipingPeers} waits for the first peer. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    /** The log comes first: it locks the data folder. */
    @Produces
    @Singleton
    WriterFence writerFence(EventLog log, FileStores stores) {
        return stores.writerFence();
    }

    @Produces
    @Singleton
    WriterPeers writerPeers(OwnStreamHeads heads, Peers peers, InstantSource clock) {
        return new GossipingPeers(heads, peers, clock);
    }

    @Produces
    @Singleton
    WriterGate writerGate(WriterPeers peers, InstantSource clock, IngestEvents ingest, WriterFence fence) {
        return new WriterGate(peers, ingest, fence, clock);
    }

    @Produces
    @Singleton
    OwnStreamHeads ownStreamHeads(
            RegistryGossip gossip, KnownNodes nodes, BudgetedLog log, IngestEvents ingest, FoundationNode foundation) {
        EventVerifier verifier = new EventVerifier(foundation.network(), foundation.root());
        return new GossipedHeads(gossip, nodes, new ClaimedEvents(log, ingest, verifier), OPENING);
    }

    /** {@code registry.forks}: known forks; {@code registry.streams.frozen}: streams that wait for a decision. */
    void figures(@Observes StartupEvent event, MeterRegistry metrics, IngestEvents ingest) {
        Gauge.builder("registry.forks", ingest, known -> known.forks().size())
                .description("Known forks, resolved ones included")
                .register(metrics);
        Gauge.builder("registry.streams.frozen", ingest, known -> known.heads().stream()
                        .filter(StreamHead::forked)
                        .count())
                .description("Streams with a fork that the Foundation has not resolved")
                .register(metrics);
    }
}
