// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Nobody waits until a change is told; those that come meanwhile are told together, in their order, each at least once. */
class FlowAnnouncerTest {

    private final InMemoryFlowStore store = new InMemoryFlowStore();
    private final List<List<String>> told = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private boolean down;
    private final FlowRegister register = new FlowRegister(
            store,
            flows -> {
                if (down) {
                    throw new IllegalStateException("told to fail");
                }
                told.add(flows.stream()
                        .map(flow -> flow.id() + "@" + flow.version())
                        .toList());
            },
            new FlowReplica(),
            (who, act, flow) -> {},
            Integer.MAX_VALUE,
            later::add);

    private void create(String id) {
        assertThat(register.create(Samples.handoff(id))).isInstanceOf(FlowRegister.Change.Done.class);
    }

    private void runLater() {
        for (Runnable next = later.poll(); next != null; next = later.poll()) {
            next.run();
        }
    }

    @Test
    void whatComesMeanwhileIsToldTogetherAndInItsOrder() {
        create("f1");
        create("f2");
        assertThat(register.revoke("f1")).isInstanceOf(FlowRegister.Change.Done.class);
        assertThat(told).as("nobody waits for it").isEmpty();
        assertThat(later).as("one that tells").hasSize(1);
        assertThat(store.unpublished()).containsExactlyInAnyOrder("f1", "f2");
        runLater();
        assertThat(told).containsExactly(List.of("f1@1", "f2@1", "f1@2"));
        assertThat(store.unpublished()).isEmpty();
        create("f3");
        runLater();
        assertThat(told).hasSize(2).last().isEqualTo(List.of("f3@1"));
    }

    @Test
    void whatCouldNotBeToldKeepsItsNoteAndTheNextOnesAreTold() {
        down = true;
        create("f1");
        runLater();
        down = false;
        create("f2");
        runLater();
        assertThat(told).containsExactly(List.of("f2@1"));
        assertThat(store.unpublished()).containsExactly("f1");
        register.repair();
        assertThat(told).last().isEqualTo(List.of("f1@1"));
        assertThat(store.unpublished()).isEmpty();
    }

    @Test
    void manyAreToldInParts() {
        for (int number = 0; number < 450; number++) {
            create("f" + number);
        }
        runLater();
        assertThat(told).extracting(List::size).containsExactly(200, 200, 50);
        assertThat(store.unpublished()).isEmpty();
    }
}
