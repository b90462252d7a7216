// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All peers that a node knows lie to it, and call it all the time, but for its two bootstrap peers. */
public final class EclipseScenario {

    private static final Duration SETTLED = Duration.ofMinutes(3);
    private static final Duration WATCHED = Duration.ofMinutes(20);
    private static final Duration LIMIT = Duration.ofHours(4);
    private static final int MOST_PAUSES = 10;

    private final SimulatedNetwork network;
    private final List<SimulatedNode> honest;
    private final SimulatedNode victim;
    private final String name;

    private EclipseScenario(int liars, SimulatedNode.Lie lie) {
        this.network = new SimulatedNetwork(liars + 3, 5, GossipSettings.standard(), Faults.NONE, null);
        this.honest = network.nodes.subList(0, 2);
        this.victim = network.nodes.getLast();
        this.name = liars + " liars (" + lie.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "), 2 bootstrap peers";
        network.nodes.subList(2, network.nodes.size() - 1).forEach(node -> {
            node.lie = lie;
            network.join(node, PeerList.of(List.of(victim.asPeer(true))));
        });
        network.join(victim, network.others(victim, 2));
        honest.forEach(node -> network.join(
                node,
                PeerList.of(honest.stream()
                        .filter(other -> other != node)
                        .map(other -> other.asPeer(true))
                        .toList())));
    }

    /**
     * News go both ways between the node and its bootstrap peers, and the liars do not make it busier than its rounds allow.
     *
     * @param liars how many; all claim to be equal, then all to differ each time
     */
    public static List<Measurement> of(int liars) {
        return Stream.of(SimulatedNode.Lie.EQUAL, SimulatedNode.Lie.ALWAYS_DIFFERENT)
                .flatMap(lie -> new EclipseScenario(liars, lie).run().stream())
                .toList();
    }

    private List<Measurement> run() {
        network.run(SETTLED);
        long before = victim.engine.counts().conversations();
        network.run(WATCHED);
        double conversations = (double) (victim.engine.counts().conversations() - before) / WATCHED.toSeconds();
        var unused = ConvergenceScenarios.publish(network, 0, 1, 3);
        Duration took = network.runUntil(() -> victim.heads.current().streams() == 1, LIMIT);
        unused = ConvergenceScenarios.publish(network, network.nodes.indexOf(victim), 2, 3);
        Duration told = network.runUntil(
                () -> honest.stream().allMatch(node -> node.heads.current().streams() == 2), LIMIT);
        double most = MOST_PAUSES * FaultScenarios.pause();
        return List.of(
                Measurement.atMost(name, "s until the node among them has it", FaultScenarios.seconds(took), most),
                Measurement.atMost(name, "s until others have what it made", FaultScenarios.seconds(told), most),
                Measurement.atMost(name, "conversations/s that they cause", conversations, mostConversations()));
    }

    private static double mostConversations() {
        GossipSettings settings = GossipSettings.standard();
        return (1 + CostScenarios.TOLERANCE)
                * settings.fanOut()
                * (1.0 / settings.dirtyInterval().toSeconds()
                        + 1.0 / settings.idleInterval().toSeconds());
    }
}
