// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.node.PeerHeads;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.peer.PeerSet;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Partitions, nodes and vendors that do wrong, clocks that are off. */
public final class FaultScenarios {

    private static final Duration SETTLED = Duration.ofSeconds(40);
    private static final Duration LIMIT = Duration.ofHours(4);

    /** Peers that were out of reach are tried again after at most five minutes and a fifth; then come rounds as ever. */
    private static final double LONGEST_RETRY_SECONDS = 360;

    private static final int SHARED = 30;

    private FaultScenarios() {}

    private static double roundsSeconds(int nodes) {
        GossipSettings standard = GossipSettings.standard();
        return (Formulas.rounds(nodes, standard.fanOut()) + ConvergenceScenarios.SLACK_ROUNDS)
                * standard.dirtyInterval().toSeconds();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private static double pause() {
        return GossipSettings.standard().idleInterval().toSeconds()
                * (1 + GossipSettings.standard().jitter());
    }

    private static SimulatedNetwork network(int nodes, Faults faults) {
        SimulatedNetwork network = new SimulatedNetwork(nodes, 11, GossipSettings.standard(), faults, null);
        network.start();
        return network;
    }

    /** Two halves that do not reach each other for an hour, while both sides have news. */
    public static List<Measurement> partition(int nodes) {
        SimulatedNetwork network = network(nodes, Faults.NONE);
        network.run(SETTLED);
        network.partition(nodes / 2);
        var left = ConvergenceScenarios.publish(network, 1, 1, 5);
        var right = ConvergenceScenarios.publish(network, nodes - 2, 2, 5);
        network.run(Duration.ofHours(1));
        boolean halves = SimulatedNetwork.equal(network.nodes.subList(0, nodes / 2))
                && SimulatedNetwork.equal(network.nodes.subList(nodes / 2, nodes))
                && !SimulatedNetwork.equal(network.nodes);
        network.partition(0);
        Duration took = network.runUntil(() -> SimulatedNetwork.equal(network.nodes), LIMIT);
        String name = "partition 50/50 for 1 h, N=" + nodes;
        return List.of(
                Measurement.holds(name, "each half is equal within", halves && left.size() == right.size()),
                Measurement.atMost(
                        name,
                        "s until all are equal after it",
                        seconds(took),
                        LONGEST_RETRY_SECONDS + pause() + roundsSeconds(nodes)));
    }

    /** A vendor signs two branches and gives each to half of the nodes. */
    public static List<Measurement> equivocation(int nodes) {
        SimulatedNetwork network = network(nodes, Faults.NONE);
        List<String> shared = ConvergenceScenarios.publish(network, 0, 1, SHARED);
        network.run(SETTLED.multipliedBy(2));
        List<String> left = Histories.after(shared.getLast(), 40, network.now(), "left ");
        List<String> right = Histories.after(shared.getLast(), 25, network.now(), "right ");
        for (int i = 0; i < nodes; i++) {
            var unused = network.nodes.get(i).offer(i % 2 == 0 ? left : right, network);
        }
        Duration took = network.runUntil(() -> SimulatedNetwork.equal(network.nodes), LIMIT);
        StreamEntry head = network.nodes.getFirst().heads.current().entries().getFirst();
        boolean proof =
                network.nodes.stream().noneMatch(node -> node.streams.forks().isEmpty());
        boolean unbanned = network.nodes.stream().allMatch(node -> node.engine.banned(network.now()) == 0);
        String name = "a vendor signs two branches, N=" + nodes;
        return List.of(
                Measurement.atMost(
                        name, "s until all froze it at one place", seconds(took), pause() + roundsSeconds(nodes)),
                Measurement.holds(name, "frozen before the fork", head.forked() && head.seq() == SHARED - 1),
                Measurement.holds(name, "every node has the proof", proof),
                Measurement.holds(name, "no honest node is banned", unbanned));
    }

    /** All peers that a node knows lie to it, but for its two bootstrap peers. */
    public static List<Measurement> eclipse(int liars) {
        GossipSettings settings = GossipSettings.standard();
        SimulatedNetwork network = new SimulatedNetwork(liars + 3, 5, settings, Faults.NONE, null);
        List<SimulatedNode> honest = network.nodes.subList(0, 2);
        SimulatedNode victim = network.nodes.getLast();
        network.nodes.subList(2, network.nodes.size() - 1).forEach(node -> node.lying = true);
        PeerList others = network.others(victim, 2);
        network.join(victim, others);
        honest.forEach(node -> network.join(
                node,
                PeerList.of(honest.stream()
                        .filter(other -> other != node)
                        .map(other -> other.asPeer(true))
                        .toList())));
        network.run(SETTLED.multipliedBy(5));
        var unused = ConvergenceScenarios.publish(network, 0, 1, 3);
        Duration took = network.runUntil(() -> victim.heads.current().streams() == 1, LIMIT);
        return List.of(Measurement.atMost(
                "a node among " + liars + " liars and 2 bootstrap peers",
                "s until it has the event",
                seconds(took),
                10 * pause()));
    }

    /** A vendor's node comes back with an old backup, asks its peers, catches up and goes on without a fork. */
    public static List<Measurement> restoredBackup(int nodes) {
        SimulatedNetwork network = network(nodes, Faults.NONE);
        List<String> all = ConvergenceScenarios.publish(network, 0, 1, 400);
        network.run(SETTLED.multipliedBy(3));
        SimulatedNode restored = network.add(GossipSettings.standard(), null);
        var backup = restored.offer(all.subList(0, 100), network);
        PeerList peers = network.others(restored, 2);
        PeerHeads questions =
                PeerHeads.over(() -> peers, new DirectConnection(network, restored), restored.streams, new Random(1));
        Digest sid = SimulatedEvent.stream(all.getFirst());
        PeerHeads.Heads heads = questions.headsOf(sid);
        long farthest = heads.told().stream()
                .map(PeerHeads.Told::head)
                .mapToLong(head -> head == null ? -1 : head.seq())
                .max()
                .orElse(-1);
        StreamEntry reached = questions.fetch(sid, heads.told().getFirst().peer());
        boolean caughtUp = reached != null && reached.seq() == farthest;
        network.join(restored, peers);
        String last = restored.streams.suffix(sid, farthest, 1).events().getFirst();
        var next = restored.offer(Histories.after(last, 1, network.now(), "after the restore "), network);
        Duration took = network.runUntil(() -> SimulatedNetwork.equal(network.nodes), LIMIT);
        boolean noFork =
                network.nodes.stream().allMatch(node -> node.streams.forks().isEmpty());
        String name = "a vendor restored from a backup, N=" + nodes;
        return List.of(
                Measurement.atMost(name, "peers asked", heads.told().size(), 2.0 + PeerSet.RESERVE),
                Measurement.holds(
                        name, "it caught up before it signed", caughtUp && backup.size() == 100 && next.size() == 1),
                Measurement.holds(name, "no fork", noFork),
                Measurement.atMost(name, "s until all are equal", seconds(took), pause() + roundsSeconds(nodes)));
    }

    /** Clocks are off by up to an hour; an event from the future waits on each node until its date has come there. */
    public static List<Measurement> clocks(int nodes) {
        Duration skew = Duration.ofHours(1);
        SimulatedNetwork network = network(nodes, new Faults(0, 0, skew));
        network.run(SETTLED);
        var onTime = ConvergenceScenarios.publish(network, 0, 1, 3);
        List<SimulatedNode> right =
                network.nodes.stream().filter(node -> !node.skew.isNegative()).toList();
        Duration first = network.runUntil(() -> SimulatedNetwork.equal(right), LIMIT);
        SimulatedNode fast = network.nodes.stream()
                .filter(node -> node.skew.equals(skew))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node has a fast clock"));
        List<String> early = new ArrayList<>(Histories.stream("early", 1, fast.localTime(network.now())));
        var unused = fast.offer(early, network);
        Duration all = network.runUntil(() -> SimulatedNetwork.equal(network.nodes), LIMIT);
        double waiting = skew.multipliedBy(2).minus(SimulatedStreams.TOLERANCE).toSeconds();
        String name = "clocks off by up to 1 h, N=" + nodes;
        return List.of(
                Measurement.atMost(
                        name, "s until nodes on time have it", seconds(first), roundsSeconds(nodes) + pause()),
                new Measurement(
                        name,
                        "s until the slowest clock let in",
                        seconds(all),
                        onTime.size() == 3 ? waiting - 1 : 0,
                        waiting + 2 * pause() + roundsSeconds(nodes)),
                Measurement.holds(
                        name,
                        "nobody is banned",
                        network.nodes.stream()
                                .allMatch(node -> node.engine.banned(node.localTime(network.now())) == 0)));
    }
}
