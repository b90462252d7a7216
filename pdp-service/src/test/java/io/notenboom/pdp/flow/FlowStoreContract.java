// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.FlowStore.Changes;
import io.notenboom.pdp.flow.FlowStore.WriteOutcome;
import io.notenboom.pdp.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of flows does. */
public abstract class FlowStoreContract {

    private final String id = "f" + UUID.randomUUID();

    /** The store. */
    protected abstract FlowStore store();

    private Flow created() {
        Flow flow = Samples.handoff(id);
        assertThat(store().create(flow)).isEqualTo(new WriteOutcome.Stored(flow));
        return flow;
    }

    @Test
    void keepsEverything() {
        Flow flow = created();
        assertThat(store().find(id)).contains(flow);
        assertThat(store().find(id + "none")).isEmpty();
        assertThat(store().history(id + "none")).isEmpty();
        assertThat(store().versions()).containsEntry(id, 1L);
        assertThat(store().unpublished()).contains(id);
    }

    @Test
    void anIdIsTakenOnce() {
        created();
        assertThat(store().create(Samples.handoff(id))).isInstanceOf(WriteOutcome.Conflict.class);
    }

    @Test
    void onlyTheNextVersionReplaces() {
        Flow first = created();
        Flow second = first.withTask(TaskState.COMPLETED, "01");
        assertThat(store().replace(second.revoke())).isInstanceOf(WriteOutcome.Conflict.class);
        assertThat(store().replace(second)).isInstanceOf(WriteOutcome.Stored.class);
        assertThat(store().replace(second)).isInstanceOf(WriteOutcome.Conflict.class);
        assertThat(store().find(id)).contains(second);
        assertThat(store().history(id)).containsExactly(first, second);
        assertThat(store().versions()).containsEntry(id, 2L);
    }

    @Test
    void aLaterChangeKeepsItsOwnNote() {
        Flow first = created();
        Flow second = first.revoke();
        assertThat(store().replace(second)).isInstanceOf(WriteOutcome.Stored.class);
        store().published(List.of(first));
        assertThat(store().unpublished()).contains(id);
        store().published(List.of(second));
        assertThat(store().unpublished()).doesNotContain(id);
    }

    @Test
    void ofManyThatWriteTheSameVersionOneDoes() throws Exception {
        Flow first = created();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<WriteOutcome>> writes = new ArrayList<>();
            for (int count = 0; count < 20; count++) {
                String hash = Integer.toString(count);
                writes.add(() -> store().replace(first.withTask(TaskState.COMPLETED, hash)));
            }
            int stored = 0;
            for (Future<WriteOutcome> outcome : threads.invokeAll(writes)) {
                stored += outcome.get() instanceof WriteOutcome.Stored ? 1 : 0;
            }
            assertThat(stored).isEqualTo(1);
        }
        assertThat(store().history(id)).hasSize(2);
    }

    @Test
    void theLogTellsWhatChangedSinceAPosition() {
        String name = store().initialise("s1");
        assertThat(store().initialise("s2")).isEqualTo(name);
        assertThat(store().identity()).contains(name);
        String before = store().position();
        assertThat(store().changesAfter(before))
                .isInstanceOfSatisfying(
                        Changes.Since.class, since -> assertThat(since.flows()).isEmpty());
        Flow flow = created();
        assertThat(store().changesAfter(before))
                .isInstanceOfSatisfying(
                        Changes.Since.class, since -> assertThat(since.flows()).containsEntry(id, 1L));
        assertThat(store().remove(flow)).isTrue();
        assertThat(store().changesAfter(before))
                .isInstanceOfSatisfying(
                        Changes.Since.class, since -> assertThat(since.flows()).containsEntry(id, 0L));
        assertThat(store().find(id)).isEmpty();
        assertThat(store().history(id)).isEmpty();
        assertThat(store().versions()).doesNotContainKey(id);
        assertThat(store().unpublished()).doesNotContain(id);
    }

    /** Whatever a position is that the store did not give: everything is to be compared, and nothing fails. */
    @Test
    void whatIsNoPositionOfTheStoreIsAGap() {
        created();
        for (String position : List.of(
                "1234567",
                "999999999999999",
                "99999999999999999999",
                "99999999999999999999-99999999999999999999",
                "0-0",
                "-1",
                "",
                "x",
                "-",
                "+",
                "$",
                "(" + store().position())) {
            assertThat(store().changesAfter(position)).as(position).isInstanceOf(Changes.Gap.class);
        }
    }

    @Test
    void onlyTheLastVersionIsRemoved() {
        Flow first = created();
        Flow second = first.withTask(TaskState.COMPLETED, "01");
        assertThat(store().replace(second)).isInstanceOf(WriteOutcome.Stored.class);
        assertThat(store().remove(first)).isFalse();
        assertThat(store().find(id)).contains(second);
        assertThat(store().remove(second)).isTrue();
        assertThat(store().remove(second)).as("it is gone").isTrue();
        assertThat(store().find(id)).isEmpty();
    }

    @Test
    void whoAsksForTheTimeHearsOfNoChange() {
        created();
        String before = store().position();
        assertThat(store().time()).isAfter(Instant.EPOCH);
        assertThat(store().changesAfter(before))
                .isInstanceOfSatisfying(
                        Changes.Since.class, since -> assertThat(since.flows()).doesNotContainKey(id));
    }

    @Test
    void onlyAnOlderVersionIsReplacedByOneThatIsPutBack() {
        Flow third = Samples.handoff(id).withTask(TaskState.IN_PROGRESS, "01").revoke();
        assertThat(store().putBack(third)).isInstanceOf(WriteOutcome.Stored.class);
        assertThat(store().putBack(third)).isInstanceOf(WriteOutcome.Conflict.class);
        assertThat(store().putBack(Samples.handoff(id))).isInstanceOf(WriteOutcome.Conflict.class);
        assertThat(store().find(id)).contains(third);
        assertThat(store().findAll(List.of(id, id + "none"))).containsExactly(third);
    }
}
