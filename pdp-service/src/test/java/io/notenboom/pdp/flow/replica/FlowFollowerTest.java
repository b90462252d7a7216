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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Replicas of one store agree, or say that they do not; what was acknowledged is never undone. */
class FlowFollowerTest {

    private final InMemoryFlowStore store = new InMemoryFlowStore();
    private final List<String> removed = new ArrayList<>();
    private Instant now = Samples.NOW;
    private final Process one = new Process("one", new MemorySnapshot());
    private final Process other = new Process("other", new MemorySnapshot());

    /** A process with its replica. */
    private final class Process {

        private final FlowReplica replica;
        private final FlowFollower follower;
        private final FlowRegister register;
        private int made;

        private Process(String name, MemorySnapshot snapshot) {
            replica = new FlowReplica(snapshot);
            follower = new FlowFollower(
                    new FlowFollower.Kept(store, replica, snapshot),
                    new Retention(Duration.ofDays(30)),
                    () -> "store-by-" + name + "'".repeat(made++),
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
        assertThat(one.replica.fresh()).isTrue();
        assertThat(other.replica.fresh()).isTrue();
    }

    @Test
    void whatAProcessWroteItselfItDoesNotReadAgain() {
        given("f1");
        int before = store.read();
        assertThat(one.register.create(Samples.handoff("f2"))).isInstanceOf(Change.Done.class);
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
        assertThat(one.replica.fresh()).isTrue();
        assertThat(store.read()).isEqualTo(before);
        assertThat(other.replica.fresh()).isTrue();
        assertThat(store.read()).isEqualTo(before + 2);
        assertThat(other.flow("f1").revoked()).isTrue();
    }

    @Test
    void whatOneAcknowledgedCountsInTheOtherBeforeItsNextDecision() {
        given("f1", "f2", "f3", "f4");
        assertThat(other.replica.all()).hasSize(4);
        assertThat(one.register.revoke("f2")).isInstanceOf(Change.Done.class);
        assertThat(other.replica.fresh()).isTrue();
        assertThat(other.flow("f2").revoked()).isTrue();
        assertThat(other.follower.standing()).isEqualTo(new FlowStanding.Following());
    }

    @Test
    void withoutTheStoreNothingIsDecidedAndItGoesOnByItself() {
        given("f1");
        store.away(true);
        assertThat(other.replica.fresh()).isFalse();
        assertThat(other.follower.standing()).isInstanceOf(FlowStanding.Unreachable.class);
        store.away(false);
        assertThat(other.replica.fresh()).isTrue();
        assertThat(other.follower.standing()).isEqualTo(new FlowStanding.Following());
    }

    @Test
    void aGapInTheLogLeadsToAComparisonOfEverything() {
        given("f1", "f2");
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
        store.trimLog();
        assertThat(other.replica.fresh()).isTrue();
        assertThat(other.flow("f1").revoked()).isTrue();
    }

    /** A Redis that failed over without its last writes: nothing that was closed is open again. */
    @Test
    void whatTheStoreLostOfTheEndIsWrittenBack() {
        given("f1");
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
        assertThat(one.replica.fresh()).isTrue();
        store.loseLast(one.flow("f1"));
        assertThat(store.find("f1").orElseThrow().revoked()).isFalse();
        assertThat(one.replica.fresh()).isTrue();
        assertThat(store.find("f1").orElseThrow().revoked()).isTrue();
        assertThat(other.replica.fresh()).isTrue();
        assertThat(other.flow("f1").revoked()).isTrue();
    }

    @Test
    void anEmptiedStoreIsNotTrustedUntilItIsRestored() {
        given("f1", "f2");
        assertThat(one.register.changeState("f1", TaskState.IN_PROGRESS, TaskState.COMPLETED, "01"))
                .isInstanceOf(Change.Done.class);
        store.loseEverything();
        assertThat(one.replica.fresh()).isFalse();
        assertThat(other.replica.fresh()).isFalse();
        assertThat(one.follower.standing()).isInstanceOf(FlowStanding.Lost.class);
        assertThat(one.follower.restore()).isEqualTo(2);
        assertThat(one.replica.fresh()).isTrue();
        assertThat(other.replica.fresh()).as("restored under its known name").isTrue();
        assertThat(other.flow("f1").task().state()).isEqualTo(TaskState.COMPLETED);
        assertThat(store.versions()).containsEntry("f1", 2L).containsEntry("f2", 1L);
        assertThat(one.follower.restore()).as("may be repeated").isZero();
    }

    @Test
    void aProcessThatStartsOnAnEmptiedStoreKnowsByItsSnapshot() {
        MemorySnapshot snapshot = new MemorySnapshot();
        Process first = new Process("first", snapshot);
        assertThat(first.replica.fresh()).isTrue();
        assertThat(first.register.create(Samples.handoff("f1"))).isInstanceOf(Change.Done.class);
        store.loseEverything();
        Process restarted = new Process("restarted", snapshot);
        assertThat(restarted.replica.fresh()).isFalse();
        assertThat(restarted.follower.standing()).isEqualTo(new FlowStanding.Lost("store-by-first", ""));
        assertThat(restarted.follower.restore()).isEqualTo(1);
        assertThat(restarted.replica.fresh()).isTrue();
    }

    /** Somebody without a snapshot began anew in between: the two do not mix unseen. */
    @Test
    void anotherStoreIsNotTrustedEither() {
        given("f1");
        store.loseEverything();
        Process stranger = new Process("stranger", new MemorySnapshot());
        assertThat(stranger.replica.fresh()).isTrue();
        assertThat(one.replica.fresh()).isFalse();
        assertThat(one.follower.standing()).isInstanceOf(FlowStanding.Lost.class);
        assertThat(one.follower.restore()).isEqualTo(1);
        assertThat(one.replica.fresh()).isTrue();
        assertThat(stranger.replica.fresh()).isTrue();
        assertThat(stranger.replica.find("f1")).isPresent();
    }

    @Test
    void anOperatorMayTakeTheStoreAsItIs() {
        given("f1");
        store.loseEverything();
        assertThat(one.replica.fresh()).isFalse();
        assertThat(one.follower.acceptStore()).isEqualTo(1);
        assertThat(one.replica.fresh()).isTrue();
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

    private void passes(Duration time) {
        now = now.plus(time);
        store.time(now);
    }

    private int removeEnded(Process process) {
        assertThat(process.follower.compare()).isTrue();
        return process.follower.removeEnded(flow -> removed.add(flow.id()));
    }

    @Test
    void flowsAreRemovedWhenTheirRetentionIsOver() {
        given("f1");
        passes(Duration.ofDays(31).minusSeconds(1));
        assertThat(removeEnded(one)).isZero();
        passes(Duration.ofSeconds(1));
        assertThat(removeEnded(one)).isEqualTo(1);
        assertThat(removed).containsExactly("f1");
        assertThat(store.find("f1")).isEmpty();
        assertThat(other.replica.fresh()).isTrue();
        assertThat(other.replica.find("f1")).isEmpty();
        assertThat(store.find("f1")).as("not written back").isEmpty();
    }

    /** The clock of this machine is a year ahead: flows that run are not thrown away, nor left out of a restoration. */
    @Test
    void aClockThatIsWrongRemovesNothing() {
        given("f1", "f2");
        now = now.plus(Duration.ofDays(365));
        assertThat(removeEnded(one)).isZero();
        assertThat(one.follower.apart()).isEqualTo(Duration.ofDays(365));
        store.lose("f2");
        assertThat(one.follower.compare()).isTrue();
        assertThat(store.find("f2")).as("lost, and written back").isPresent();
        store.loseEverything();
        assertThat(one.replica.fresh()).isFalse();
        assertThat(one.follower.restore()).isEqualTo(2);
        store.time(now);
        assertThat(removeEnded(one)).as("both clocks say so").isEqualTo(2);
    }

    @Test
    void aFlowThatWasProlongedMeanwhileIsNotRemoved() {
        given("f1");
        passes(Duration.ofDays(31));
        assertThat(one.follower.compare()).isTrue();
        assertThat(one.follower.removeEnded(
                        flow -> assertThat(store.replace(flow.revoke())).isNotNull()))
                .isZero();
        assertThat(store.find("f1")).isPresent();
        assertThat(one.replica.fresh()).isTrue();
        assertThat(one.flow("f1").version()).isEqualTo(2);
    }

    /** A replica that has an older version does not trust the store before another one has brought the latest. */
    @Test
    void aStoreThatIsBeingRestoredIsNotTrusted() {
        given("f1", "f2");
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
        store.loseEverything();
        List<Boolean> trusted = new ArrayList<>();
        store.beforeWrites(() -> trusted.add(other.replica.fresh()));
        assertThat(one.follower.restore()).isEqualTo(2);
        store.beforeWrites(() -> {});
        assertThat(trusted).as("by the other, while this one restores").containsOnly(false);
        assertThat(other.replica.fresh()).isTrue();
        assertThat(other.flow("f1").revoked()).isTrue();
    }

    @Test
    void nobodyWaitsForARestoration() {
        given("f1", "f2");
        store.loseEverything();
        List<Boolean> meanwhile = new ArrayList<>();
        store.beforeWrites(() -> meanwhile.add(CompletableFuture.supplyAsync(one.replica::fresh)
                .orTimeout(20, TimeUnit.SECONDS)
                .join()));
        assertThat(one.follower.restore()).isEqualTo(2);
        assertThat(meanwhile).containsOnly(false);
    }

    @Test
    void whatOneReplicaGaveUpIsNotWrittenBackByAnother() {
        given("f1");
        store.loseEverything();
        assertThat(one.follower.acceptStore()).isEqualTo(1);
        assertThat(other.replica.fresh()).isFalse();
        assertThat(other.follower.standing()).isInstanceOf(FlowStanding.Lost.class);
        assertThat(store.versions()).isEmpty();
        assertThat(other.follower.acceptStore()).isEqualTo(1);
        assertThat(other.replica.fresh()).isTrue();
        assertThat(one.replica.fresh()).isTrue();
    }

    /** Redis failed over without the revocation: the next change builds on it all the same. */
    @Test
    void aChangeBuildsOnWhatTheStoreLost() {
        given("f1");
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
        assertThat(one.replica.fresh()).isTrue();
        store.loseLast(one.flow("f1"));
        assertThat(one.register.changeState("f1", TaskState.IN_PROGRESS, TaskState.COMPLETED, "01"))
                .isInstanceOf(Change.Conflict.class);
        assertThat(store.find("f1").orElseThrow().revoked()).isTrue();
    }

    /** "No such flow" would be taken for the end of it. */
    @Test
    void aFlowThatTheStoreLostIsNotUnknown() {
        given("f1");
        store.loseEverything();
        assertThatThrownBy(() -> one.register.revoke("f1")).isInstanceOf(FlowStoreException.class);
        assertThatThrownBy(() -> one.register.find("f1")).isInstanceOf(FlowStoreException.class);
        assertThat(one.follower.restore()).isEqualTo(1);
        assertThat(one.register.revoke("f1")).isInstanceOf(Change.Done.class);
    }

    @Test
    void thereIsALimitToFlows() {
        FlowRegister full = new FlowRegister(store, flow -> {}, one.replica, (who, act, flow) -> {}, 1);
        assertThat(full.create(Samples.handoff("f1"))).isInstanceOf(Change.Done.class);
        assertThatThrownBy(() -> full.create(Samples.handoff("f2")))
                .isInstanceOf(FlowRegister.TooManyFlowsException.class)
                .hasMessageContaining("notenboom.pdp.flows.limit");
        assertThat(store.find("f2")).isEmpty();
    }

    @Test
    void manyWhoAskAtOneTimeAllSeeWhatWasThereBefore() throws Exception {
        given("f1");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> asked = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                String id = "g" + number;
                asked.add(() -> one.register.create(Samples.handoff(id)) instanceof Change.Done
                        && other.replica.fresh()
                        && other.replica.find(id).isPresent());
            }
            for (Future<Boolean> seen : threads.invokeAll(asked)) {
                assertThat(seen.get()).isTrue();
            }
        }
    }
}
