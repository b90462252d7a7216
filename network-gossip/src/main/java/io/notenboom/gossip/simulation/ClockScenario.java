// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clocks are off by up to an hour; an event from the future waits on each node until its date has come there. */
public final class ClockScenario {

    private static final Duration SKEW = Duration.ofHours(1);
    private static final Duration SETTLED = Duration.ofSeconds(40);
    private static final Duration WATCHED = Duration.ofMinutes(30);
    private static final Duration LIMIT = Duration.ofHours(4);

    private final SimulatedNetwork network;
    private final String name;
    private final List<Measurement> measured = new ArrayList<>();

    private ClockScenario(int nodes) {
        this.network = new SimulatedNetwork(nodes, 11, GossipSettings.standard(), new Faults(0, 0, SKEW), null);
        this.name = "clocks off by up to 1 h, N=" + nodes;
    }

    /** An event of a node whose clock is right, then one of a node whose clock is fast. */
    public static List<Measurement> of(int nodes) {
        ClockScenario scenario = new ClockScenario(nodes);
        scenario.network.start();
        scenario.network.run(SETTLED);
        scenario.onTime();
        scenario.early();
        scenario.measured.add(
                Measurement.holds(scenario.name, "nobody is banned", FaultScenarios.nobodyIsBanned(scenario.network)));
        return List.copyOf(scenario.measured);
    }

    private void onTime() {
        var accepted = clock(Duration.ZERO).offer(Histories.stream("on time", 3, network.now()), network);
        List<SimulatedNode> right =
                network.nodes.stream().filter(node -> !node.skew.isNegative()).toList();
        Duration took = network.runUntil(() -> right.stream().allMatch(node -> holds(node, 1)), LIMIT);
        measured.add(Measurement.atMost(
                name,
                "s until nodes on time have it",
                accepted.isEmpty() ? Double.NaN : FaultScenarios.seconds(took),
                FaultScenarios.roundsSeconds(network.nodes.size()) + FaultScenarios.pause()));
    }

    private void early() {
        SimulatedNode fast = clock(SKEW);
        var unused = fast.offer(Histories.stream("early", 1, fast.localTime(network.now())), network);
        network.run(SETTLED);
        long before = network.bytes();
        network.run(WATCHED);
        double cost = (double) (network.bytes() - before) / network.nodes.size() / WATCHED.toSeconds();
        Duration all = network.runUntil(() -> network.nodes.stream().allMatch(node -> holds(node, 2)), LIMIT)
                .plus(SETTLED)
                .plus(WATCHED);
        double waiting = SKEW.multipliedBy(2).minus(SimulatedStreams.TOLERANCE).toSeconds();
        measured.add(new Measurement(
                name,
                "s until the slowest clock let in",
                FaultScenarios.seconds(all),
                waiting - 1,
                waiting + 2 * FaultScenarios.pause() + FaultScenarios.roundsSeconds(network.nodes.size())));
        measured.add(Measurement.atMost(name, "bytes/s for each node while it waits", cost, costOfWaiting()));
    }

    private SimulatedNode clock(Duration skew) {
        return network.nodes.stream()
                .filter(node -> node.skew.equals(skew))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node has such a clock"));
    }

    private static boolean holds(SimulatedNode node, int streams) {
        return node.heads.current().streams() == streams;
    }

    /** Who differs and cannot change it repairs in vain with f peers, and with f drawn at random, in each long pause. */
    private static double costOfWaiting() {
        return 2.0
                * GossipSettings.standard().fanOut()
                * Formulas.repair(2, 2, 4)
                / GossipSettings.standard().idleInterval().toSeconds();
    }
}
