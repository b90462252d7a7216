// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.InMemoryFlowStore.Fault;
import io.notenboom.pdp.flow.replica.FlowFollower;
import io.notenboom.pdp.flow.replica.MemorySnapshot;
import io.notenboom.pdp.flow.replica.Retention;
import io.notenboom.pdp.task.TaskState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each step of a change fails before and after it persisted; a new process repairs what was left.
 *
 * <pre>
 * step            fails            store    event    after the repair
 * audit record    -                old      -        old, nothing told
 * store write     before           old      -        old, nothing told
 * store write     after            new      -        new, told
 * publish         before           new      -        new, told
 * publish         after (note)     new      told     new, told once more
 * </pre>
 */
class FlowRegisterFaultTest {

    private final InMemoryFlowStore store = new InMemoryFlowStore();
    private final List<String> told = new ArrayList<>();
    private final List<String> audited = new ArrayList<>();
    private boolean streamDown;
    private boolean auditDown;
    private final FlowReplica replica = new FlowReplica();
    private final FlowRegister register = register(replica);

    private FlowRegister register(FlowReplica of) {
        return new FlowRegister(
                store,
                flows -> {
                    if (streamDown) {
                        throw new IllegalStateException("told to fail");
                    }
                    flows.forEach(flow -> told.add(flow.id() + "@" + flow.version()));
                },
                of,
                (who, act, flow) -> {
                    if (auditDown) {
                        throw new IllegalStateException("told to fail");
                    }
                    audited.add(who + " " + act + " " + flow);
                });
    }

    private FlowFollower follower(FlowReplica of) {
        return new FlowFollower(
                new FlowFollower.Kept(store, of, new MemorySnapshot()),
                new Retention(Duration.ofDays(30)),
                () -> "s1",
                InstantSource.fixed(Samples.NOW));
    }

    private FlowReplica restarted() {
        store.failAt(Fault.NONE);
        streamDown = false;
        FlowReplica fresh = new FlowReplica();
        assertThat(follower(fresh).upToDate()).isTrue();
        register(fresh).repair();
        return fresh;
    }

    private void given() {
        assertThat(register.create(Samples.handoff("f1"))).isInstanceOf(Change.Done.class);
        told.clear();
    }

    private Change complete() {
        return register.changeState("f1", TaskState.IN_PROGRESS, TaskState.COMPLETED, "01");
    }

    @Test
    void writeFailsBefore() {
        given();
        store.failAt(Fault.BEFORE_WRITE);
        assertThatThrownBy(this::complete).isInstanceOf(FlowStoreException.class);
        assertThat(restarted().find("f1").orElseThrow().task().state()).isEqualTo(TaskState.IN_PROGRESS);
        assertThat(told).isEmpty();
    }

    @Test
    void writeFailsAfter() {
        given();
        store.failAt(Fault.AFTER_WRITE);
        assertThatThrownBy(this::complete).isInstanceOf(FlowStoreException.class);
        assertThat(restarted().find("f1").orElseThrow().task().state()).isEqualTo(TaskState.COMPLETED);
        assertThat(told).containsExactly("f1@2");
    }

    @Test
    void publishFailsBefore() {
        given();
        streamDown = true;
        assertThat(complete()).isInstanceOf(Change.Done.class);
        assertThat(replica.find("f1").orElseThrow().task().state()).isEqualTo(TaskState.COMPLETED);
        assertThat(told).isEmpty();
        assertThat(restarted().version("f1")).isEqualTo(2);
        assertThat(told).containsExactly("f1@2");
    }

    @Test
    void noteOfPublishingFails() {
        given();
        store.failAt(Fault.BEFORE_NOTE);
        assertThat(complete()).isInstanceOf(Change.Done.class);
        assertThat(restarted().version("f1")).isEqualTo(2);
        assertThat(told).containsExactly("f1@2", "f1@2");
        assertThat(store.unpublished()).isEmpty();
    }

    private enum Act {
        CREATE,
        UPDATE,
        STATE,
        REVOKE
    }

    private Change carryOut(Act act) {
        return switch (act) {
            case CREATE -> register.create(Samples.handoff("f2"));
            case UPDATE -> register.update(current("f1").withTask(TaskState.IN_PROGRESS, "02"), "t");
            case STATE -> complete();
            case REVOKE -> register.revoke("f1", "t");
        };
    }

    private Flow current(String id) {
        return store.find(id).orElseThrow();
    }

    /** What is there of every flow, so that half a change would show. */
    private String contents() {
        return store.versions() + " " + store.history("f1") + " " + store.history("f2");
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void everyChangeThatFailsBeforeItIsWrittenIsNotThere(Act act) {
        given();
        String before = contents();
        store.failAt(Fault.BEFORE_WRITE);
        assertThatThrownBy(() -> carryOut(act)).isInstanceOf(FlowStoreException.class);
        FlowReplica restarted = restarted();
        assertThat(contents()).isEqualTo(before);
        assertThat(restarted.all()).containsExactly(Samples.handoff("f1"));
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void everyChangeThatFailsAfterItIsWrittenIsThereAsAWholeAndTold(Act act) {
        given();
        store.failAt(Fault.AFTER_WRITE);
        assertThatThrownBy(() -> carryOut(act)).isInstanceOf(FlowStoreException.class);
        String changed = act == Act.CREATE ? "f2" : "f1";
        long version = act == Act.CREATE ? 1 : 2;
        FlowReplica restarted = restarted();
        assertThat(current(changed).version()).isEqualTo(version);
        assertThat(store.history(changed)).hasSize((int) version).endsWith(current(changed));
        assertThat(restarted.find(changed)).contains(current(changed));
        assertThat(told).containsExactly(changed + "@" + version);
        assertThat(store.unpublished()).isEmpty();
    }

    @Test
    void repeatedStepChangesNothing() {
        given();
        assertThat(complete()).isInstanceOf(Change.Done.class);
        assertThat(complete()).isInstanceOf(Change.Done.class);
        assertThat(store.history("f1")).hasSize(2);
    }

    @Test
    void stepFromAnotherStateIsAConflict() {
        given();
        assertThat(complete()).isInstanceOf(Change.Done.class);
        assertThat(register.changeState("f1", TaskState.IN_PROGRESS, TaskState.CANCELLED, "01"))
                .isInstanceOf(Change.Conflict.class);
        assertThat(register.revoke("f2")).isInstanceOf(Change.Unknown.class);
    }

    @Test
    void whatCannotBeRecordedIsNotDone() {
        given();
        auditDown = true;
        assertThatThrownBy(this::complete).isInstanceOf(IllegalStateException.class);
        assertThat(store.find("f1").orElseThrow().version()).isEqualTo(1);
        auditDown = false;
        assertThat(register.revoke("f1", "token-1")).isInstanceOf(Change.Done.class);
        assertThat(audited).containsExactly("test flow.create f1", "token-1 flow.revoke f1");
    }

    @Test
    void onlyTheVersionAfterTheCurrentOneUpdatesAndNothingUpdatesARevokedFlow() {
        given();
        Flow first = store.find("f1").orElseThrow();
        Flow second = first.withTask(TaskState.IN_PROGRESS, "02");
        assertThat(register.update(second, "t")).isEqualTo(new Change.Done(second));
        assertThat(register.update(second, "t")).isInstanceOf(Change.Conflict.class);
        assertThat(register.revoke("f1", "t")).isInstanceOf(Change.Done.class);
        Flow revoked = store.find("f1").orElseThrow();
        assertThat(register.update(revoked.withTask(TaskState.IN_PROGRESS, "03"), "t"))
                .isInstanceOf(Change.Conflict.class);
        assertThat(register.update(Samples.handoff("f9"), "t")).isInstanceOf(Change.Unknown.class);
        assertThat(complete()).as("a revoked flow takes no step").isInstanceOf(Change.Conflict.class);
    }

    @Test
    void anOlderEventDoesNotReplaceALaterVersion() {
        Flow first = Samples.handoff("f1");
        replica.accept(first.revoke());
        replica.accept(first);
        assertThat(replica.find("f1").orElseThrow().revoked()).isTrue();
    }

    @Test
    void jsonKeepsEverything() {
        Flow flow = Samples.handoff("f1").revoke();
        assertThat(FlowJson.read(FlowJson.write(flow))).isEqualTo(flow);
    }
}
