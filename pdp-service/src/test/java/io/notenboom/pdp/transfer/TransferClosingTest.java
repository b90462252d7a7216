// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.InMemoryFlowStore;
import io.notenboom.pdp.flow.InMemoryFlowStore.Fault;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.TransferClosing.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order counts: the data is closed before the Task says so, and the Task says so before the receiver is told. */
class TransferClosingTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final InMemoryFlowStore flowStore = new InMemoryFlowStore();
    private final FlowReplica replica = new FlowReplica();
    private final FlowRegister flows = new FlowRegister(flowStore, flow -> {}, replica, (who, act, flow) -> {});
    private final InMemoryTransferStore store = new InMemoryTransferStore();
    private final List<String> asked = new ArrayList<>();
    private final TaskServer fhir = new TaskServer();
    private final TransferClosing closing = new TransferClosing(
            fhir,
            flows,
            store,
            new Telling(store, (transfer, attempt) -> {
                assertThat(fhir.task.path("status").asText()).isNotEqualTo("in-progress");
                asked.add(transfer + "#" + attempt);
            }),
            profiles());

    /** A FHIR server with one Task. */
    private final class TaskServer implements CustomerFhirServer {

        private boolean down;
        private int updates;
        private ObjectNode task = JSON.createObjectNode()
                .put("resourceType", "Task")
                .put("id", "task-f1")
                .put("status", "in-progress");

        private TaskServer() {
            task.putObject("text").put("status", "generated");
        }

        @Override
        public Answer read(ResourceId resource) {
            assertThat(resource.reference()).isEqualTo("Task/task-f1");
            return down ? new Answer.Unreachable() : new Answer.Resource(task.deepCopy());
        }

        @Override
        public Answer create(ObjectNode resource) {
            throw new AssertionError("closing creates nothing");
        }

        @Override
        public Answer find(String type, Identifier identifier) {
            throw new AssertionError("closing looks for nothing");
        }

        @Override
        public Answer update(ObjectNode resource) {
            assertThat(state()).as("closed before the Task says so").isNotEqualTo(TaskState.IN_PROGRESS);
            updates++;
            task = resource;
            return new Answer.Resource(resource);
        }
    }

    private static ProfileCatalogue profiles() {
        try (InputStream data = Objects.requireNonNull(
                TransferClosingTest.class.getResourceAsStream("/profiles/seed/handoff-only.json"))) {
            return new ProfileCatalogue(List.of(ProfileReader.read(JSON.readTree(data))));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private TaskState state() {
        return replica.find("f1").orElseThrow().task().state();
    }

    @BeforeEach
    void running() {
        assertThat(flows.create(Samples.handoff("f1"))).isInstanceOf(FlowRegister.Change.Done.class);
        store.put(TransferSamples.running("t1", "f1", TransferSamples.REACHABLE));
    }

    @Test
    void closesUpdatesAndTells() {
        Outcome outcome = closing.cancel("t1", "test");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Closed.class, closed -> assertThat(
                        closed.transfer().notification())
                .isEqualTo(Notification.PENDING.ofNextChange()));
        assertThat(state()).isEqualTo(TaskState.CANCELLED);
        assertThat(fhir.task.path("status").asText()).isEqualTo("cancelled");
        assertThat(fhir.task.has("text"))
                .as("a narrative would tell the old state")
                .isFalse();
        assertThat(asked).containsExactly("t1#1");
    }

    @Test
    void toldBeforeIsToldAgain() {
        Transfer told = store.find("t1").orElseThrow().with(new Notification(Notification.State.DELIVERED, 0, 3, ""));
        store.put(told);
        assertThat(closing.complete("t1", "test")).isInstanceOf(Outcome.Closed.class);
        assertThat(store.find("t1").orElseThrow().notification())
                .isEqualTo(new Notification(Notification.State.PENDING, 1, 0, ""));
        assertThat(fhir.task.path("status").asText()).isEqualTo("completed");
    }

    @Test
    void repeatingUpdatesTheTaskOnce() {
        assertThat(closing.complete("t1", "test")).isInstanceOf(Outcome.Closed.class);
        assertThat(closing.complete("t1", "test")).isInstanceOf(Outcome.Closed.class);
        assertThat(fhir.updates).isEqualTo(1);
        assertThat(flows.history("f1")).hasSize(2);
    }

    @Test
    void closedDataStaysClosedWhenTheTaskCannotBeUpdated() {
        fhir.down = true;
        assertThat(closing.cancel("t1", "test")).isInstanceOf(Outcome.TaskNotUpdated.class);
        assertThat(state()).isEqualTo(TaskState.CANCELLED);
        assertThat(asked).isEmpty();
        fhir.down = false;
        assertThat(closing.cancel("t1", "test")).isInstanceOf(Outcome.Closed.class);
        assertThat(fhir.task.path("status").asText()).isEqualTo("cancelled");
        assertThat(asked).containsExactly("t1#1");
    }

    @Test
    void nothingHappensWhenTheFlowCannotBeClosed() {
        flowStore.failAt(Fault.BEFORE_WRITE);
        assertThatThrownBy(() -> closing.cancel("t1", "test")).isInstanceOf(FlowStoreException.class);
        assertThat(fhir.updates).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void anEndedTransferTakesNoOtherEnd() {
        assertThat(closing.cancel("t1", "test")).isInstanceOf(Outcome.Closed.class);
        assertThat(closing.complete("t1", "test")).isInstanceOf(Outcome.NotNow.class);
        assertThat(state()).isEqualTo(TaskState.CANCELLED);
        assertThat(fhir.task.path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void whatNeverRanIsUnknown() {
        store.put(TransferSamples.starting("t2", TransferSamples.REACHABLE));
        store.put(TransferSamples.running("t3", "no-flow", TransferSamples.REACHABLE));
        for (String id : List.of("t2", "t3", "t4")) {
            assertThat(closing.cancel(id, "test")).as(id).isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(fhir.updates).isZero();
    }

    @Test
    void aReceiverWithoutEndpointIsNotTold() {
        JsonNode before = fhir.task;
        store.put(TransferSamples.running("t1", "f1", TransferSamples.SILENT));
        assertThat(closing.cancel("t1", "test")).isInstanceOf(Outcome.Closed.class);
        assertThat(fhir.task).isNotEqualTo(before);
        assertThat(asked).isEmpty();
    }
}
