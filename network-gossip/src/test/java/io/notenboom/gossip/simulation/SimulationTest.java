// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.peer.PeerRecord;
import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scenarios of the report in small sizes, and what only small networks show. */
class SimulationTest {

    private static SimulatedNetwork network(int nodes, long seed) {
        return new SimulatedNetwork(nodes, seed, GossipSettings.standard(), Faults.NONE, null);
    }

    @Test
    void everyCheckOfTheReportPassesInSmallSizes() {
        List<Measurement> told = new ArrayList<>();
        List<Measurement> checks = SimulationReport.run(SimulationReport.Size.SMALL, told::add);
        assertThat(checks).hasSizeGreaterThan(30).allMatch(Measurement::passed).isEqualTo(told);
    }

    @Test
    void aCheckTellsWhatWasMeasuredAndWhatIsAllowed() {
        Measurement check = new Measurement("a network", "s until equal", 12.5, 0, 10);
        assertThat(check.passed()).isFalse();
        assertThat(check.name()).isEqualTo("a network: s until equal");
        assertThat(check.bound()).isEqualTo("at most 10");
        assertThat(check.toString()).contains("12.50").endsWith("FAILED");
        assertThat(new Measurement("a network", "it holds", Double.NaN, 0, 10).passed())
                .isFalse();
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        long[] calls = new long[2];
        for (int i = 0; i < calls.length; i++) {
            SimulatedNetwork network = network(50, 17);
            network.start();
            network.run(Duration.ofSeconds(20));
            var unused = ConvergenceScenarios.publish(network, 3, 1, 5);
            network.run(Duration.ofMinutes(2));
            calls[i] = network.calls();
        }
        assertThat(calls[0]).isEqualTo(calls[1]).isPositive();
    }

    @Test
    void manyStreamsMadeEverywhereBecomeEqual() {
        SimulatedNetwork network = network(30, 7);
        for (int node = 0; node < 30; node++) {
            for (int stream = 0; stream < 10; stream++) {
                var unused = ConvergenceScenarios.publish(network, node, node * 10 + stream, 1 + (stream * 37) % 90);
            }
        }
        network.start();
        network.runUntil(() -> SimulatedNetwork.equal(network.nodes), Duration.ofMinutes(5));
        assertThat(network.nodes).allMatch(node -> node.heads.current().streams() == 300);
    }

    @Test
    void aPeerThatServesInvalidEventsIsBannedAndHarmsNobody() {
        SimulatedNetwork network = network(4, 13);
        List<String> events = ConvergenceScenarios.publish(network, 0, 1, 2);
        SimulatedNode liar = network.nodes.get(3);
        var unused = liar.offer(events, network);
        liar.streams.plant(SimulatedEvent.next(events.getLast(), network.now(), "invalid"));
        var again = liar.offer(events, network);
        network.start();
        network.run(Duration.ofMinutes(5));
        assertThat(SimulatedNetwork.equal(network.nodes.subList(0, 3))).isTrue();
        List<PeerRecord> banned = network.nodes.getFirst().engine.peers().stream()
                .filter(peer -> peer.isBanned(network.now()))
                .toList();
        assertThat(banned).extracting(peer -> peer.peer().address()).containsExactly(liar.address);
        assertThat(network.nodes.getFirst().engine.counts().bans()).isEqualTo(1);
    }

    @Test
    void whatAPeerWasFetchingIsFetchedFromAnotherWhenItIsGone() {
        SimulatedNetwork network = network(3, 5);
        SimulatedNode first = network.nodes.get(0);
        SimulatedNode second = network.nodes.get(1);
        SimulatedNode learner = network.nodes.get(2);
        List<String> events = ConvergenceScenarios.publish(network, 0, 1, 2_000);
        for (int i = 0; i < events.size(); i += 256) {
            var unused = second.offer(events.subList(i, Math.min(i + 256, events.size())), network);
        }
        network.join(learner, PeerList.of(List.of(first.asPeer(false))));
        network.runUntil(() -> learner.heads.current().events() > 300, Duration.ofMinutes(1));
        assertThat(learner.heads.current().events()).isLessThan(2_000);
        network.join(learner, PeerList.of(List.of(second.asPeer(false))));
        network.runUntil(() -> SimulatedNetwork.equal(network.nodes), Duration.ofMinutes(1));
        assertThat(learner.heads.current().events()).isEqualTo(2_000);
    }

    @Test
    void theFormulasAreThoseOfTheDesign() {
        assertThat(Formulas.rounds(10_000, 3)).isBetween(6.1, 7.1);
        assertThat(Formulas.rounds(100, 3)).isBetween(3.5, 4.5);
        assertThat(Formulas.equalExchange()).isEqualTo(1_200);
        assertThat(Formulas.trie(1, 10_000)).isBetween(1_700.0, 2_500.0);
        assertThat(Formulas.trie(100, 10_000)).isBetween(77_000.0, 96_000.0);
    }
}
