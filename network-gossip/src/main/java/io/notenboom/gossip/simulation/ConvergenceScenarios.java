// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How fast an event reaches all nodes, against R(N, f). */
public final class ConvergenceScenarios {

    /** T: time between rounds when a difference is likely. */
    static final Duration ROUND = GossipSettings.standard().dirtyInterval();

    /** Rounds that may come on top of the formula. */
    static final double SLACK_ROUNDS = 2;

    private static final Duration SETTLED = Duration.ofSeconds(40);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int EVENTS = 3;

    private ConvergenceScenarios() {}

    /** Rounds alone, as the formula describes them: no eager push, every node syncs in every round. */
    static GossipSettings roundsOnly() {
        GossipSettings standard = GossipSettings.standard();
        return new GossipSettings(
                standard.active(),
                standard.fanOut(),
                Duration.ofDays(365),
                ROUND,
                ROUND,
                standard.jitter(),
                standard.timeout());
    }

    /** How an event spread: in how many rounds to all nodes, and how often it was sent for each of them. */
    private record Spread(double rounds, double copies) {

        Spread worse(Spread other) {
            return new Spread(Math.max(rounds, other.rounds), Math.max(copies, other.copies));
        }
    }

    /**
     * An event reaches all nodes: by rounds alone, and as nodes really do, with eager push and idle pauses.
     *
     * @param nodes N
     * @param runs of so many with different chances the slowest counts
     */
    public static List<Measurement> quiet(int nodes, int runs) {
        double allowed = rounds(nodes, Faults.NONE) + SLACK_ROUNDS;
        String name = "convergence, N=" + nodes;
        Spread pushed = slowest(nodes, GossipSettings.standard(), Faults.NONE, runs);
        return List.of(
                Measurement.atMost(
                        name,
                        "rounds without push",
                        slowest(nodes, roundsOnly(), Faults.NONE, runs).rounds(),
                        allowed),
                Measurement.atMost(name, "rounds of 2 s with push", pushed.rounds(), allowed),
                Measurement.atMost(
                        name,
                        "copies of an event for each node",
                        pushed.copies(),
                        GossipSettings.standard().fanOut() * (1 + CostScenarios.TOLERANCE)));
    }

    /**
     * The same while calls are lost.
     *
     * @param loss part of the calls
     */
    public static List<Measurement> lossy(int nodes, double loss, int runs) {
        Faults faults = new Faults(loss, 0, Duration.ZERO);
        String name = "loss " + Math.round(loss * 100) + " %, N=" + nodes;
        double allowed = rounds(nodes, faults) + SLACK_ROUNDS;
        return List.of(
                Measurement.atMost(
                        name,
                        "rounds without push",
                        slowest(nodes, roundsOnly(), faults, runs).rounds(),
                        allowed),
                Measurement.atMost(
                        name,
                        "rounds of 2 s with push",
                        slowest(nodes, GossipSettings.standard(), faults, runs).rounds(),
                        allowed));
    }

    private static double rounds(int nodes, Faults faults) {
        return Formulas.rounds(nodes, GossipSettings.standard().fanOut() * (1 - faults.loss()));
    }

    private static Spread slowest(int nodes, GossipSettings settings, Faults faults, int runs) {
        return IntStream.range(0, runs)
                .mapToObj(run -> spread(nodes, nodes + (long) run, settings, faults))
                .reduce(new Spread(0, 0), Spread::worse);
    }

    private static Spread spread(int nodes, long seed, GossipSettings settings, Faults faults) {
        SimulatedNetwork network = new SimulatedNetwork(nodes, seed, settings, faults, null);
        network.start();
        network.run(SETTLED);
        publish(network, 0, 1, EVENTS);
        Duration took = network.runUntil(() -> SimulatedNetwork.equal(network.nodes), LIMIT);
        return new Spread((double) took.toMillis() / ROUND.toMillis(), (double) network.sentEvents() / EVENTS / nodes);
    }

    /**
     * Nodes come and go. Those that stay, or come back, have the event after as many rounds.
     *
     * @param churn part of the nodes that is away at any moment
     */
    public static List<Measurement> churning(int nodes, double churn) {
        Faults faults = new Faults(0, churn, Duration.ZERO);
        SimulatedNetwork network = new SimulatedNetwork(nodes, 4, GossipSettings.standard(), faults, null);
        network.start();
        network.run(SETTLED);
        SimulatedNode publisher = network.nodes.stream()
                .filter(node -> !node.down)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("all nodes are away"));
        publish(network, network.nodes.indexOf(publisher), 1, EVENTS);
        double allowed = Formulas.rounds(nodes, GossipSettings.standard().fanOut() * (1 - churn)) + SLACK_ROUNDS;
        network.run(Duration.ofMillis((long) (allowed * ROUND.toMillis())));
        long present = network.nodes.stream().filter(node -> !node.down).count();
        long reached = network.nodes.stream()
                .filter(node -> !node.down && node.heads.current().streams() == 1)
                .count();
        Duration all = network.runUntil(
                () -> network.nodes.stream()
                        .allMatch(node -> node.heads.current().streams() == 1),
                LIMIT);
        String name = "churn " + Math.round(churn * 100) + " %, N=" + nodes;
        return List.of(
                new Measurement(name, "part of those present after R+2", (double) reached / present, 0.99, 1),
                Measurement.atMost(
                        name, "s until each was there and has it", all.toSeconds(), 8.0 * comeBackSeconds()));
    }

    /** Some are away for several periods in a row. */
    private static double comeBackSeconds() {
        return Faults.CHURN_PERIOD.toSeconds()
                + GossipSettings.standard().idleInterval().toSeconds();
    }

    /** Puts a stream into the log of a node. */
    static List<String> publish(SimulatedNetwork network, int node, int stream, int events) {
        List<String> all = new ArrayList<>(Histories.stream(Histories.name(stream), events, network.now()));
        var unused = network.nodes.get(node).offer(all, network);
        return all;
    }
}
