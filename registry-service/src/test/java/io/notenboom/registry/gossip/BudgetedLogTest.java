// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.node.OwnHead;
import io.notenboom.gossip.node.ReplicatedLog;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetedLogTest {

    private final TestNetwork network = new TestNetwork();
    private final List<String> taken = new ArrayList<>();
    private final List<Verdict> told = new ArrayList<>();
    private Instant now = START;
    private boolean catchingUp;

    /** Takes everything, once. */
    private final class Everything implements ReplicatedLog {

        @Override
        public List<Verdict> offer(List<String> events) {
            return events.stream()
                    .<Verdict>map(event -> taken.contains(event) || !taken.add(event)
                            ? new Verdict.Duplicate()
                            : new Verdict.Accepted())
                    .toList();
        }

        @Override
        public OwnHead.LogState state() {
            return new OwnHead.LogState(0, Digest.sha256(new byte[0]), "1");
        }

        @Override
        public List<StreamEntry> heads() {
            return List.of();
        }

        @Override
        public Optional<StreamEntry> head(Digest sid) {
            return Optional.of(StreamEntry.of(sid, 41, sid));
        }

        @Override
        public EventSuffix suffix(Digest sid, long from, int limit) {
            return new EventSuffix(sid, from, List.of(), null);
        }

        @Override
        public List<ForkProof> forks() {
            return List.of();
        }
    }

    private final BudgetedLog log = new BudgetedLog(
            new Everything(),
            new StreamBudgets(new StreamBudgets.Limits(1, 3, 5), () -> now),
            () -> catchingUp,
            told::add);

    private List<String> events(String name, int count) {
        TestVendor vendor = network.vendor(name, "11111111");
        return IntStream.range(0, count)
                .mapToObj(i -> vendor.register(START.plusSeconds(i)))
                .toList();
    }

    @Test
    void whatIsOverTheBudgetIsHeldAndTakenLater() {
        String one = events("A", 1).getFirst();
        StreamBudgets budgets = new StreamBudgets(new StreamBudgets.Limits(1, 3, 5), () -> now);
        assertThat(budgets.room("s")).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            budgets.taken("s");
        }
        assertThat(budgets.room("s")).isZero();
        assertThat(budgets.room("other")).isEqualTo(3);
        now = now.plusSeconds(3);
        assertThat(budgets.room("s")).isEqualTo(2);
        assertThat(log.offer(List.of(one, one))).containsExactly(new Verdict.Accepted(), new Verdict.Duplicate());
    }

    @Test
    void eachStreamHasItsOwnBudgetAndCatchingUpHasNone() {
        List<String> unreadable = List.of("a", "b", "c", "d", "e");
        String readable = events("A", 1).getFirst();
        List<String> both = new ArrayList<>(unreadable);
        both.add(readable);
        assertThat(log.offer(both))
                .containsExactly(
                        new Verdict.Accepted(),
                        new Verdict.Accepted(),
                        new Verdict.Accepted(),
                        new Verdict.Held(42),
                        new Verdict.Held(42),
                        new Verdict.Accepted());
        assertThat(told).hasSize(6);
        catchingUp = true;
        assertThat(log.offer(List.of("d", "e"))).containsOnly(new Verdict.Accepted());
    }
}
