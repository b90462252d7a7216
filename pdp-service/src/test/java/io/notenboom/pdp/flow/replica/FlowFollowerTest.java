// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.InMemoryFlowStore;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Replicas of one store agree, or say that they do not; what was acknowledged is never undone. */
class FlowFollowerTest {

    private final InMemoryFlowStore store = new InMemoryFlowStore();
    private Instant now = Samples.NOW;
    private final Process one = new Process("one", new MemorySnapshot());
    private final Process other = new Process("other", new MemorySnapshot());

    /** A process with its replica. */
    private final class Process {

        private final FlowReplica replica;
        private final FlowFollower follower;
        private final FlowRegister register;

        private Process(String name, MemorySnapshot snapshot) {
            replica = new FlowReplica(snapshot);
            follower = new FlowFollower(
                    new FlowFollower.Kept(store, replica, snapshot),
                    new Retention(Duration.ofDays(30)),
                    () -> "store-by-" + name,
                    () -> now);
            replica.followedBy(follower::upToDate);
            register = new FlowRegister(store, flow -> {}, replica, (who, act, flow) -> {});
        }

        private Flow flow(String id) {
            return replica.find(id).orElseThrow();
        }
    }

    private void given(String... ids) {
        for (String id : ids) {
            assertThat(one.register.create(Samples.handoff(id))).isInstanceOf(Change.Done.class);
        }
        assertThat(one.replica.fresh(now)).isTrue();
        assertThat(other.replica.fresh(now)).isTrue();
    }

    @Test
    void whatOneAcknowledgedCountsInTheOtherBeforeItsNextDecision() {
        given("f1", "f2", "f3", "f4");
        assertThat(other.replica.all()).hasSize(4);
        assertThat(one.register.revoke("f2")).isInstanceOf(Change.Done.class);
        assertThat(other.replica.fresh(now)).isTrue();
        assertThat(other.flow("f2").revoked()).isTrue();
        assertThat(other.follower.standing()).isEqualTo(new FlowStanding.Following());
    }

    @Test
    void withoutTheStoreNothingIsDecidedAndItGoesOnByItself() {
        given("f1");
        store.away(true);
        assertThat(other.replica.fresh(now)).isFalse();
        assertThat(other.follower.standing()).isEqualTo(new FlowStanding.Unreachable());
        store.away(false);
        assertThat(other.replica.fresh(now)).isTrue();
        assertThat(other.follower.standing()).isEqualTo(new FlowStanding.Following());
    }

    @Test
    void aGapInTheLogLeadsToAComparisonOfEverything() {
        given("f1", "f2");
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
        store.trimLog();
        assertThat(other.replica.fresh(now)).isTrue();
        assertThat(other.flow("f1").revoked()).isTrue();
    }

    /** A Redis that failed over without its last writes: nothing that was closed is open again. */
    @Test
    void whatTheStoreLostOfTheEndIsWrittenBack() {
        given("f1");
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
        assertThat(one.replica.fresh(now)).isTrue();
        store.loseLast(one.flow("f1"));
        assertThat(store.find("f1").orElseThrow().revoked()).isFalse();
        assertThat(one.replica.fresh(now)).isTrue();
        assertThat(store.find("f1").orElseThrow().revoked()).isTrue();
        assertThat(other.replica.fresh(now)).isTrue();
        assertThat(other.flow("f1").revoked()).isTrue();
    }

    @Test
    void anEmptiedStoreIsNotTrustedUntilItIsRestored() {
        given("f1", "f2");
        assertThat(one.register.changeState("f1", TaskState.IN_PROGRESS, TaskState.COMPLETED, "01"))
                .isInstanceOf(Change.Done.class);
        store.loseEverything();
        assertThat(one.replica.fresh(now)).isFalse();
        assertThat(other.replica.fresh(now)).isFalse();
        assertThat(one.follower.standing()).isInstanceOf(FlowStanding.Lost.class);
        assertThat(one.follower.restore()).isEqualTo(2);
        assertThat(one.replica.fresh(now)).isTrue();
        assertThat(other.replica.fresh(now)).as("restored under its known name").isTrue();
        assertThat(other.flow("f1").task().state()).isEqualTo(TaskState.COMPLETED);
        assertThat(store.versions()).containsEntry("f1", 2L).containsEntry("f2", 1L);
        assertThat(one.follower.restore()).as("may be repeated").isZero();
    }

    @Test
    void aProcessThatStartsOnAnEmptiedStoreKnowsByItsSnapshot() {
        MemorySnapshot snapshot = new MemorySnapshot();
        Process first = new Process("first", snapshot);
        assertThat(first.replica.fresh(now)).isTrue();
        assertThat(first.register.create(Samples.handoff("f1"))).isInstanceOf(Change.Done.class);
        store.loseEverything();
        Process restarted = new Process("restarted", snapshot);
        assertThat(restarted.replica.fresh(now)).isFalse();
        assertThat(restarted.follower.standing()).isEqualTo(new FlowStanding.Lost("store-by-first", ""));
        assertThat(restarted.follower.restore()).isEqualTo(1);
        assertThat(restarted.replica.fresh(now)).isTrue();
    }

    /** Somebody without a snapshot began anew in between: the two do not mix unseen. */
    @Test
    void anotherStoreIsNotTrustedEither() {
        given("f1");
        store.loseEverything();
        Process stranger = new Process("stranger", new MemorySnapshot());
        assertThat(stranger.replica.fresh(now)).isTrue();
        assertThat(one.replica.fresh(now)).isFalse();
        assertThat(one.follower.standing()).isInstanceOf(FlowStanding.Lost.class);
        assertThat(one.follower.restore()).isEqualTo(1);
        assertThat(one.replica.fresh(now)).isTrue();
        assertThat(stranger.replica.fresh(now)).isTrue();
        assertThat(stranger.replica.find("f1")).isPresent();
    }

    @Test
    void anOperatorMayTakeTheStoreAsItIs() {
        given("f1");
        store.loseEverything();
        assertThat(one.replica.fresh(now)).isFalse();
        assertThat(one.follower.acceptStore()).isEqualTo(1);
        assertThat(one.replica.fresh(now)).isTrue();
        assertThat(one.replica.all()).isEmpty();
    }

    @Test
    void nothingIsRestoredIntoAStoreThatIsAway() {
        given("f1");
        store.loseEverything();
        store.away(true);
        assertThatThrownBy(one.follower::restore).isInstanceOf(FlowStoreException.class);
        store.away(false);
        assertThat(one.follower.restore()).isEqualTo(1);
    }

    @Test
    void flowsAreRemovedWhenTheirRetentionIsOver() {
        given("f1");
        now = now.plus(Duration.ofDays(31)).minusSeconds(1);
        assertThat(one.follower.removeEnded()).isEmpty();
        now = now.plusSeconds(1);
        assertThat(one.follower.removeEnded()).extracting(Flow::id).containsExactly("f1");
        assertThat(store.find("f1")).isEmpty();
        assertThat(other.replica.fresh(now)).isTrue();
        assertThat(other.replica.find("f1")).isEmpty();
        assertThat(store.find("f1")).as("not written back").isEmpty();
    }

    @Test
    void manyWhoAskAtOneTimeAllSeeWhatWasThereBefore() throws Exception {
        given("f1");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> asked = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                String id = "g" + number;
                asked.add(() -> one.register.create(Samples.handoff(id)) instanceof Change.Done
                        && other.replica.fresh(now)
                        && other.replica.find(id).isPresent());
            }
            for (Future<Boolean> seen : threads.invokeAll(asked)) {
                assertThat(seen.get()).isTrue();
            }
        }
    }
}
