// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.notenboom.gossip.node.ConvergenceStatus;
import io.notenboom.gossip.node.PeerStatus;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.GossipCounts;
import io.notenboom.registry.gossip.AcceptedPeers;
import io.notenboom.registry.gossip.CallRates;
import io.notenboom.registry.gossip.RegistryGossip;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Meters of gossip, under {@code registry.gossip}. */
@Singleton
public class GossipMetrics {

    private static final String PREFIX = "registry.gossip.";
    private static final int MAX_PEERS = 64;

    private final MeterRegistry meters;
    private final RegistryGossip gossip;
    private final AcceptedPeers accepted;
    private final CallRates rates;
    private final MultiGauge lag;

    GossipMetrics(MeterRegistry meters, RegistryGossip gossip, AcceptedPeers accepted, CallRates rates) {
        this.meters = meters;
        this.gossip = gossip;
        this.accepted = accepted;
        this.rates = rates;
        this.lag = MultiGauge.builder(PREFIX + "peer.lag")
                .description(
                        "events that a peer has less than this node, negative if it has more; of the peers that differ most")
                .register(meters);
    }

    void register(@Observes StartupEvent event) {
        count("conversations", "conversations that peers answered", GossipCounts::conversations);
        count("walks", "conversations that walked over a peer's trie", GossipCounts::walks);
        count("pushes", "pushes of new events", GossipCounts::pushes);
        count("strikes", "strikes given to peers", GossipCounts::strikes);
        count("bans", "bans of peers", GossipCounts::bans);
        traffic("sent", node -> node.traffic().sent());
        traffic("received", node -> node.traffic().received());
        gauge("peers.equal", "peers with the same heads root", node -> node.status().peers().stream()
                .filter(PeerStatus::equal)
                .count());
        gauge("peers.known", "known peers", node -> node.status().peers().size());
        gauge("peers.banned", "banned peers", node -> node.status().banned());
        Gauge.builder(PREFIX + "callers.banned", rates, CallRates::banned)
                .description("callers that are refused for what they did")
                .register(meters);
        for (CallRates.Refusal why : CallRates.Refusal.values()) {
            refusals(why, rates, known -> known.refusals(why));
        }
        for (AcceptedPeers.Refusal why : AcceptedPeers.Refusal.values()) {
            refusals(why, accepted, known -> known.refusals(why));
        }
        Gauge.builder(PREFIX + "connections", accepted, AcceptedPeers::size)
                .description("open connections of peers that called")
                .register(meters);
    }

    private void count(String name, String description, ToDoubleFunction<GossipCounts> value) {
        FunctionCounter.builder(
                        PREFIX + name,
                        gossip,
                        node -> value.applyAsDouble(node.status().counts()))
                .description(description)
                .register(meters);
    }

    private <T> void refusals(Enum<?> why, T counting, ToDoubleFunction<T> value) {
        FunctionCounter.builder(PREFIX + "refusals", counting, value)
                .tag("limit", why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .description("calls and connections of peers that were refused for a limit")
                .register(meters);
    }

    private void traffic(String direction, ToDoubleFunction<RegistryGossip> value) {
        FunctionCounter.builder(PREFIX + "bytes", gossip, value)
                .tag("direction", direction)
                .description("bytes of bodies of calls to peers")
                .register(meters);
    }

    private void gauge(String name, String description, ToDoubleFunction<RegistryGossip> value) {
        Gauge.builder(PREFIX + name, gossip, value).description(description).register(meters);
    }

    /** Which peers there are changes; so do the gauges. */
    @Scheduled(every = "15s", delayed = "5s", identity = "gossip-lag")
    void lag() {
        ConvergenceStatus status = gossip.status();
        Map<String, Long> lags = new TreeMap<>();
        for (PeerStatus peer : status.peers()) {
            NodeHead head = peer.head();
            if (head != null) {
                lags.put(peer.id(), status.events() - head.events());
            }
        }
        List<MultiGauge.Row<?>> rows = lags.entrySet().stream()
                .sorted(Comparator.comparing(peer -> -Math.abs(peer.getValue())))
                .limit(MAX_PEERS)
                .<MultiGauge.Row<?>>map(peer -> MultiGauge.Row.of(Tags.of("peer", peer.getKey()), peer.getValue()))
                .toList();
        lag.register(rows, true);
    }

    /** Counts a verdict on an event from a peer. */
    static void judged(MeterRegistry meters, Verdict verdict) {
        String name =
                switch (verdict) {
                    case Verdict.Accepted _ -> "accepted";
                    case Verdict.Duplicate _ -> "duplicate";
                    case Verdict.Held _ -> "held";
                    case Verdict.Rejected _ -> "rejected";
                    case Verdict.Fork _ -> "fork";
                };
        meters.counter(PREFIX + "verdicts", "verdict", name).increment();
    }
}
