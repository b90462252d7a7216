// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.peer.PeerRecord;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.testing.MemoryStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol between many nodes in virtual time, against the formulas that the design gives for it. */
class ConvergenceTest {

    private static final int FAN_OUT = 3;
    private static final Duration ROUND = Duration.ofMillis(2_400);

    /** Rounds that push-pull takes to reach n nodes, with two rounds of slack. */
    private static double rounds(int n) {
        return Math.log(n) / Math.log(1 + 2 * FAN_OUT) + Math.log(Math.log(n)) / Math.log(1 + FAN_OUT) + 0.3 + 2;
    }

    private static String publish(Simulation simulation, int node, int stream, int events) {
        String event = MemoryStreams.genesis("vendor " + stream);
        List<String> all = new ArrayList<>(List.of(event));
        for (int i = 1; i < events; i++) {
            event = MemoryStreams.next(event, "event " + i);
            all.add(event);
        }
        simulation.nodes.get(node).offer(all, simulation);
        return event;
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "10, 0", "200, 0", "200, 0.2"})
    void anEventReachesAllNodesWithinTheRoundsOfTheFormula(int size, double loss) {
        Simulation simulation = new Simulation(size, 42, loss);
        simulation.start();
        simulation.run(Duration.ofSeconds(40));
        publish(simulation, 0, 1, 3);
        Duration took = simulation.runUntilEqual(Duration.ofMinutes(10));
        double allowed = rounds(Math.max(size, 3)) + (loss > 0 ? 6 : 0);
        assertThat(took.toMillis() / (double) ROUND.toMillis()).isLessThan(allowed);
    }

    @Test
    void manyStreamsMadeEverywhereBecomeEqual() {
        Simulation simulation = new Simulation(30, 7, 0.05);
        for (int node = 0; node < 30; node++) {
            for (int stream = 0; stream < 10; stream++) {
                publish(simulation, node, node * 10 + stream, 1 + (stream * 37) % 90);
            }
        }
        simulation.start();
        simulation.runUntilEqual(Duration.ofMinutes(5));
        assertThat(simulation.nodes.getFirst().heads.current().streams()).isEqualTo(300);
    }

    @Test
    void aNodeThatComesLateFetchesAll() {
        Simulation simulation = new Simulation(3, 5, 0);
        for (int stream = 0; stream < 40; stream++) {
            publish(simulation, 0, stream, 20);
        }
        publish(simulation, 0, 40, 2_000);
        simulation.start();
        simulation.runUntilEqual(Duration.ofMinutes(2));
        assertThat(simulation.nodes.get(2).heads.current().events()).isEqualTo(2_800);
    }

    @Test
    void bothSidesOfAPartitionBecomeEqualAfterItHeals() {
        Simulation simulation = new Simulation(200, 11, 0);
        simulation.start();
        simulation.run(Duration.ofSeconds(40));
        simulation.partition(100);
        publish(simulation, 3, 1, 5);
        publish(simulation, 150, 2, 5);
        simulation.run(Duration.ofHours(1));
        assertThat(Simulation.equal(simulation.nodes.subList(0, 100))).isTrue();
        assertThat(Simulation.equal(simulation.nodes.subList(100, 200))).isTrue();
        assertThat(Simulation.equal(simulation.nodes)).isFalse();
        simulation.partition(0);
        simulation.runUntilEqual(Duration.ofMinutes(7));
        assertThat(simulation.nodes.getFirst().heads.current().streams()).isEqualTo(2);
    }

    @Test
    void nodesThatHoldDifferentBranchesAgreeOnTheFork() {
        Simulation simulation = new Simulation(20, 3, 0);
        simulation.partition(10);
        simulation.start();
        String shared = publish(simulation, 0, 1, 30);
        publish(simulation, 15, 1, 30);
        String left = shared;
        String right = shared;
        List<String> leftBranch = new ArrayList<>();
        List<String> rightBranch = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            left = MemoryStreams.next(left, "left " + i);
            right = MemoryStreams.next(right, "right " + i);
            leftBranch.add(left);
            rightBranch.add(right);
        }
        simulation.nodes.get(0).offer(leftBranch, simulation);
        simulation.nodes.get(15).offer(rightBranch.subList(0, 25), simulation);
        simulation.run(Duration.ofMinutes(2));
        simulation.partition(0);
        simulation.runUntilEqual(Duration.ofMinutes(10));
        StreamEntry head = simulation.nodes.getFirst().heads.current().entries().getFirst();
        assertThat(head.forked()).isTrue();
        assertThat(head.seq()).isEqualTo(29);
        assertThat(simulation.nodes.get(4).streams.forks()).isNotEmpty();
    }

    @Test
    void equalNodesTalkLittle() {
        Simulation simulation = new Simulation(20, 9, 0);
        publish(simulation, 0, 1, 3);
        simulation.start();
        simulation.run(Duration.ofMinutes(2));
        assertThat(Simulation.equal(simulation.nodes)).isTrue();
        long before = simulation.calls;
        simulation.run(Duration.ofMinutes(10));
        double callsPerNodeAndRound = (simulation.calls - before) / 20.0 / 20.0;
        assertThat(callsPerNodeAndRound).isBetween(2.5, 3.8);
    }

    @Test
    void aPeerThatServesInvalidEventsIsBannedAndHarmsNobody() {
        Simulation simulation = new Simulation(4, 13, 0);
        publish(simulation, 0, 1, 2);
        String last = publish(simulation, 3, 1, 2);
        simulation.nodes.get(3).streams.plant(MemoryStreams.next(last, "invalid"));
        simulation.nodes.get(3).offer(List.of(), simulation);
        simulation.start();
        simulation.run(Duration.ofMinutes(5));
        assertThat(Simulation.equal(simulation.nodes.subList(0, 3))).isTrue();
        List<PeerRecord> banned = simulation.nodes.get(0).engine.peers().stream()
                .filter(peer -> !peer.isEligible(simulation.now()))
                .toList();
        assertThat(banned).extracting(peer -> peer.peer().address()).containsExactly(simulation.nodes.get(3).address);
    }
}
