// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.InMemoryFlowStore.Fault;
import io.notenboom.pdp.task.TaskState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each step of a change fails before and after it persisted; a new process repairs what was left.
 *
 * <pre>
 * step            fails            store    event    after the repair
 * store write     before           old      -        old, nothing told
 * store write     after            new      -        new, told
 * publish         before           new      -        new, told
 * publish         after (note)     new      told     new, told once more
 * </pre>
 */
class FlowRegisterFaultTest {

    private final InMemoryFlowStore store = new InMemoryFlowStore();
    private final List<String> told = new ArrayList<>();
    private boolean streamDown;
    private final FlowReplica replica = new FlowReplica();
    private final FlowRegister register = register(replica);

    private FlowRegister register(FlowReplica of) {
        return new FlowRegister(
                store,
                flow -> {
                    if (streamDown) {
                        throw new IllegalStateException("told to fail");
                    }
                    told.add(flow.id() + "@" + flow.version());
                },
                of,
                InstantSource.fixed(Samples.NOW));
    }

    private FlowReplica restarted() {
        store.failAt(Fault.NONE);
        streamDown = false;
        FlowReplica fresh = new FlowReplica();
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
    void replicaIsTrustedOnlyWhileComparedRecently() {
        assertThat(replica.fresh(Samples.NOW)).isFalse();
        register.repair();
        assertThat(replica.fresh(Samples.NOW.plus(FlowReplica.MAX_AGE))).isTrue();
        assertThat(replica.fresh(Samples.NOW.plus(FlowReplica.MAX_AGE).plusMillis(1)))
                .isFalse();
    }

    @Test
    void anOlderEventDoesNotReplaceALaterVersion() {
        Flow first = Samples.handoff("f1");
        replica.accept(first.revoke());
        replica.accept(first);
        assertThat(replica.find("f1").orElseThrow().revoked()).isTrue();
    }

    /** A replica is no second copy of the truth: what the store lost opens nothing. */
    @Test
    void whatTheStoreLostIsForgotten() {
        given();
        store.lose("f1");
        register.repair();
        assertThat(replica.find("f1")).isEmpty();
        assertThat(replica.ofSubject("a")).isEmpty();
        assertThat(replica.fresh(Samples.NOW)).isTrue();
    }

    @Test
    void jsonKeepsEverything() {
        Flow flow = Samples.handoff("f1").revoke();
        assertThat(FlowJson.read(FlowJson.write(flow))).isEqualTo(flow);
    }
}
