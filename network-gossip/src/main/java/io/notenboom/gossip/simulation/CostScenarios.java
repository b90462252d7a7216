// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Bytes, against the formulas; and a node that comes late. */
public final class CostScenarios {

    /** By which part bytes may differ from their formula. */
    static final double TOLERANCE = 0.15;

    private static final Duration LIMIT = Duration.ofHours(1);

    private CostScenarios() {}

    /** Nodes that are equal and idle: bytes for each node and second, whatever the number of events. */
    public static List<Measurement> idle(int nodes) {
        GossipSettings settings = GossipSettings.standard();
        double formula = settings.fanOut()
                * Formulas.equalExchange()
                / settings.idleInterval().toSeconds();
        double few = idle(nodes, Histories.log(100, 1));
        double many = idle(nodes, Histories.log(100, 1_000));
        return List.of(
                Measurement.within("equal nodes, 100 events", "bytes/s for each node", few, formula, TOLERANCE),
                Measurement.within("equal nodes, 100,000 events", "bytes/s for each node", many, formula, TOLERANCE),
                Measurement.within("equal nodes", "cost of 100,000 events / of 100", many / few, 1, 0.01));
    }

    private static double idle(int nodes, SimulatedStreams history) {
        SimulatedNetwork network = new SimulatedNetwork(nodes, 3, GossipSettings.standard(), Faults.NONE, history);
        network.start();
        network.run(Duration.ofMinutes(2));
        long before = network.bytes();
        Duration span = Duration.ofMinutes(20);
        network.run(span);
        return (double) (network.bytes() - before) / nodes / span.toSeconds();
    }

    /**
     * Two nodes differ in some of the streams; one lacks events of them.
     *
     * @param streams V
     * @param differing δ
     * @param missing d, events that are missing
     */
    public static List<Measurement> repair(int streams, int differing, int missing) {
        Repaired repaired = repaired(Histories.log(streams, 2), streams, 2, differing, missing);
        SimulatedNetwork network = repaired.network();
        String name = "repair, V=" + streams + " δ=" + differing + " d=" + missing;
        double trie = Formulas.trie(differing, streams);
        List<Measurement> measured = new ArrayList<>();
        measured.add(new Measurement(
                name, "bytes of pages", network.pageBytes(), trie * TRIE_BOUND, trie * (1 + TOLERANCE)));
        measured.add(Measurement.holds(name, "equal in the end", repaired.equal()));
        if (missing >= EVENTS_THAT_COUNT) {
            measured.add(Measurement.within(
                    name, "bytes in all", network.bytes(), Formulas.repair(differing, streams, missing), TOLERANCE));
        }
        return measured;
    }

    /** Two nodes after a repair. */
    private record Repaired(SimulatedNetwork network, boolean equal) {}

    private static Repaired repaired(
            SimulatedStreams history, int streams, int eventsEach, int differing, int missing) {
        GossipSettings settings = GossipSettings.standard();
        SimulatedNetwork network = new SimulatedNetwork(1, 7, settings, Faults.NONE, history);
        SimulatedStreams newer = new SimulatedStreams(network::now, history);
        int step = streams / differing;
        for (int i = 0; i < differing; i++) {
            String last = Histories.stream(Histories.name(i * step), eventsEach, Histories.LONG_AGO)
                    .getLast();
            var unused = newer.offer(Histories.after(last, missing / differing, Histories.LONG_AGO, "new "));
        }
        SimulatedNode ahead = network.add(settings, newer);
        SimulatedNode behind = network.nodes.getFirst();
        network.join(behind, PeerList.of(List.of(ahead.asPeer(false))));
        Digest goal = ahead.heads.current().root();
        Duration took = network.runUntil(() -> behind.heads.current().root().equals(goal), LIMIT);
        return new Repaired(network, took.compareTo(LIMIT) < 0);
    }

    /** The formula of the pages is an upper bound, up to a quarter above what differences at random places cost. */
    private static final double TRIE_BOUND = (1 - TOLERANCE) / 1.25;

    /** With fewer events what is around single messages, which the formula leaves out, weighs more than they do. */
    private static final int EVENTS_THAT_COUNT = 100;

    /** A node without anything joins, and fetches everything from several peers. */
    public static List<Measurement> lateJoiner(int nodes, int streams, int eventsEach) {
        GossipSettings settings = GossipSettings.standard();
        SimulatedStreams history = Histories.log(streams, eventsEach);
        SimulatedNetwork network = new SimulatedNetwork(nodes, 9, settings, Faults.NONE, history);
        network.start();
        network.run(Duration.ofSeconds(40));
        SimulatedNode joiner = network.add(settings, null);
        network.nodes.forEach(node -> node.served = 0);
        long before = network.bytes();
        network.join(joiner, network.others(joiner, 2));
        Duration took = network.runUntil(() -> SimulatedNetwork.equal(network.nodes), LIMIT);
        int events = streams * eventsEach;
        long servants = network.nodes.stream()
                .filter(node -> node.served * nodes > (long) events / MOST_SUFFIX / 2)
                .count();
        String name = "late joiner, " + events + " events, V=" + streams;
        return List.of(
                Measurement.atMost(name, "s until it has all", took.toSeconds(), JOINED_SECONDS),
                new Measurement(name, "peers that served it", servants, 3, nodes),
                Measurement.within(
                        name,
                        "bytes in all",
                        network.bytes() - before,
                        Formulas.repair(streams, streams, events),
                        TOLERANCE));
    }

    private static final int MOST_SUFFIX = 256;

    /** Without a limit of bytes a second, a joiner needs round trips only: eight at a time with each of three peers. */
    private static final double JOINED_SECONDS = 60;

    /**
     * The same repair in a short and in a long history: what it costs does not depend on how many events there are.
     *
     * @param streams V
     * @param few events of each stream in the short history
     * @param many events of each in the long one
     */
    public static List<Measurement> longHistory(int streams, int few, int many) {
        long cheap = bytesOfRepair(streams, few);
        long dear = bytesOfRepair(streams, many);
        String name = "repair, V=" + streams + " δ=10 d=100";
        return List.of(Measurement.within(
                name,
                "cost with " + streams * many + " events / with " + streams * few,
                (double) dear / cheap,
                1,
                0.01));
    }

    private static long bytesOfRepair(int streams, int eventsEach) {
        Repaired repaired = repaired(Histories.log(streams, eventsEach), streams, eventsEach, 10, 100);
        return repaired.network().bytes();
    }
}
