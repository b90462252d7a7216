// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.node.PeerHeads;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.peer.PeerSet;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.Duration;
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

    static double roundsSeconds(int nodes) {
        GossipSettings standard = GossipSettings.standard();
        return (Formulas.rounds(nodes, standard.fanOut()) + ConvergenceScenarios.SLACK_ROUNDS)
                * standard.dirtyInterval().toSeconds();
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    /** The longest pause between rounds. */
    static double pause() {
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
        String name = "a vendor signs two branches, N=" + nodes;
        return List.of(
                Measurement.atMost(
                        name, "s until all froze it at one place", seconds(took), pause() + roundsSeconds(nodes)),
                Measurement.holds(name, "frozen before the fork", head.forked() && head.seq() == SHARED - 1),
                Measurement.holds(name, "every node has the proof", proof),
                Measurement.holds(name, "no honest node is banned", nobodyIsBanned(network)));
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
                new Measurement(name, "peers asked", heads.told().size(), 3, 2.0 + PeerSet.RESERVE),
                Measurement.holds(
                        name, "it caught up before it signed", caughtUp && backup.size() == 100 && next.size() == 1),
                Measurement.holds(name, "no fork", noFork),
                Measurement.atMost(name, "s until all are equal", seconds(took), pause() + roundsSeconds(nodes)));
    }

    /** Whether no node has banned another. */
    static boolean nobodyIsBanned(SimulatedNetwork network) {
        return network.nodes.stream().allMatch(node -> node.engine.banned(node.localTime(network.now())) == 0);
    }
}
