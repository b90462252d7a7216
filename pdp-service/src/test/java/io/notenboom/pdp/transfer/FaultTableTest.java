// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.fhir.CustomerFhirServer.Answer;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.InMemoryFlowStore;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.transfer.TransferService.Command;
import io.notenboom.pdp.transfer.TransferService.IdempotencyKey;
import io.notenboom.pdp.transfer.TransferService.ReceiverChoice;
import io.notenboom.pdp.transfer.step.SenderSteps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each step of the sender, broken off at each of its calls to FHIR server, flow store, transfer store and queue, before and after
 * the call took effect: nothing more is open than the Task says, and the same request brings it to its end, with one Task and
 * one flow.
 */
class FaultTableTest {

    /** A step, what goes before it, and the state in which it leaves the Task. */
    private enum Step {
        START(TaskState.REQUESTED),
        REQUEST(TaskState.REQUESTED),
        HANDOFF(TaskState.IN_PROGRESS),
        CANCEL(TaskState.CANCELLED),
        COMPLETE(TaskState.COMPLETED);

        private final TaskState end;

        Step(TaskState end) {
            this.end = end;
        }

        void prepare(World world) {
            switch (this) {
                case START -> {}
                case REQUEST -> {
                    assertThat(world.start()).isTrue();
                    world.receiverTakes(TaskState.ON_HOLD);
                }
                case HANDOFF, CANCEL -> {
                    assertThat(world.start()).isTrue();
                    world.receiverTakes(TaskState.ACCEPTED);
                }
                case COMPLETE -> {
                    assertThat(world.start()).isTrue();
                    world.receiverTakes(TaskState.ACCEPTED);
                    assertThat(HANDOFF.take(world)).isTrue();
                }
            }
        }

        boolean take(World world) {
            return switch (this) {
                case START -> world.start();
                case REQUEST -> world.sender.request(world.id(), "t") instanceof SenderSteps.Outcome.Taken;
                case HANDOFF ->
                    world.sender.handOff(world.id(), new ResourceId("Composition", "handoff"), "t")
                            instanceof SenderSteps.Outcome.Taken;
                case CANCEL -> world.closing.cancel(world.id(), "t") instanceof TransferClosing.Outcome.Closed;
                case COMPLETE -> world.closing.complete(world.id(), "t") instanceof TransferClosing.Outcome.Closed;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void whereverAStepBreaksOffTheSameRequestBringsItToItsEnd(Step step) {
        World whole = new World();
        step.prepare(whole);
        whole.faults.mended();
        assertThat(step.take(whole)).isTrue();
        int calls = whole.faults.calls();
        whole.endedWell(step.end, "without a fault");
        assertThat(calls).isGreaterThan(4);
        for (int call = 0; call < calls; call++) {
            for (Faults.Moment moment : Faults.Moment.values()) {
                brokenOff(step, call, moment);
            }
        }
    }

    private static void brokenOff(Step step, int call, Faults.Moment moment) {
        String what = step + " broken off " + moment + " call " + call;
        World world = new World();
        step.prepare(world);
        Set<String> before = world.opened();
        world.faults.failAt(call, moment);
        try {
            boolean unused = step.take(world);
        } catch (IllegalStateException | FlowStore.FlowStoreException broken) {
            assertThat(broken).as(what).isNotNull();
        }
        world.faults.mended();
        world.nothingMoreIsOpenThanTheTaskSays(before, what);
        world.timePasses();
        assertThat(step.take(world)).as(what).isTrue();
        world.endedWell(step.end, what);
        assertThat(step.take(world)).as(what + ", once more").isTrue();
        world.endedWell(step.end, what + ", once more");
    }

    /** The sender's side with parts that fail. */
    private static final class World {

        private final Faults faults = new Faults();
        private final MemoryFhirServer server = new MemoryFhirServer();
        private final InMemoryFlowStore flowStore = new InMemoryFlowStore();
        private final InMemoryTransferStore kept = new InMemoryTransferStore();
        private final UseCaseProfile profile = profile();
        private Instant now = Samples.NOW;
        private final CustomerFhirServer fhir = faults.in(CustomerFhirServer.class, server, Answer.Unreachable::new);
        private final FlowRegister flows = new FlowRegister(
                faults.in(FlowStore.class, flowStore, () -> {
                    throw new FlowStore.FlowStoreException("away", new IllegalStateException());
                }),
                flow -> {},
                new FlowReplica(),
                (who, act, flow) -> {});
        private final TransferStore store = faults.in(TransferStore.class, kept, () -> {
            throw new IllegalStateException("away");
        });
        private final NotificationQueue queue = faults.in(NotificationQueue.class, (transfer, attempt) -> {}, () -> {
            throw new IllegalStateException("away");
        });
        private final FhirSettings settings =
                new FhirSettings("http://inner/fhir", "https://sender.example/fhir", FhirVersion.STU3);
        private final TransferService transfers = new TransferService(
                new TransferService.Parts(
                        fhir,
                        TransferSamples.RECEIVERS,
                        subject -> Set.of("did:web:sender.example:a"),
                        flows,
                        store,
                        queue),
                new TransferService.Settings(profile, settings),
                new SortableIds(() -> now, new SecureRandom()),
                () -> now);
        private final SenderSteps sender = new SenderSteps(
                new SenderSteps.Parts(
                        fhir,
                        flows,
                        store,
                        new Telling(store, queue),
                        new CompositionReader(fhir, settings, () -> now)),
                new ProfileCatalogue(List.of(profile)),
                () -> now);
        private final TransferClosing closing = new TransferClosing(
                fhir, flows, store, new Telling(store, queue), new ProfileCatalogue(List.of(profile)));

        private static UseCaseProfile profile() {
            try (InputStream data = Objects.requireNonNull(
                    FaultTableTest.class.getResourceAsStream("/profiles/seed/negotiation.json"))) {
                return ProfileReader.read(JsonMapper.builder().build().readTree(data));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        boolean start() {
            return transfers.start(new Command(
                            "a",
                            TransferKind.NOTICE,
                            new ResourceId("Composition", "notice"),
                            new ReceiverChoice.Organisation("urn:oid:2.16.528.1"),
                            "test",
                            Optional.of(new IdempotencyKey("key", "request"))))
                    instanceof StartOutcome.Started;
        }

        /** As the receiver's update through the gateway. */
        void receiverTakes(TaskState to) {
            Flow flow = open().getFirst();
            ResourceId id = new ResourceId("Task", flow.task().id());
            if (server.read(id) instanceof Answer.Resource found
                    && found.content() instanceof com.fasterxml.jackson.databind.node.ObjectNode task
                    && server.update(task.put("status", to.wireName())) instanceof Answer.Resource stored
                    && TaskDocument.of(stored.content()) instanceof TaskDocument document) {
                assertThat(flows.changeState(
                                flow.id(),
                                new FlowRegister.Step(flow.task().state(), to, document.remainderHash(to)),
                                "pep:gw"))
                        .isInstanceOf(FlowRegister.Change.Done.class);
                return;
            }
            throw new AssertionError("the receiver's step");
        }

        String id() {
            return kept.latest(Optional.empty(), 1, transfer -> true).getFirst().id();
        }

        private List<Flow> open() {
            return flowStore.findAll(flowStore.versions().keySet()).stream()
                    .filter(flow -> !flow.revoked())
                    .toList();
        }

        /** Claims that nobody kept end, and what broke off is settled. */
        void timePasses() {
            now = now.plus(TransferService.START_LIMIT).plusSeconds(1);
            kept.claimsEnd();
            transfers.repair();
        }

        /** What the flows open in the state that each is in. */
        Set<String> opened() {
            return open().stream()
                    .flatMap(flow -> opened(flow, flow.task().state()))
                    .collect(Collectors.toSet());
        }

        private Stream<String> opened(Flow flow, TaskState state) {
            return flow.grants().compositions().stream()
                    .filter(grant -> profile.open(grant.kind(), state))
                    .map(CompositionGrant::reference);
        }

        void nothingMoreIsOpenThanTheTaskSays(Set<String> before, String what) {
            Set<String> said = open().stream()
                    .flatMap(flow -> opened(
                            flow,
                            TaskState.of(task(flow).path("status").asText()).orElseThrow()))
                    .collect(Collectors.toSet());
            assertThat(opened()).as(what).allMatch(open -> before.contains(open) || said.contains(open));
        }

        private JsonNode task(Flow flow) {
            return server.tasks().stream()
                    .filter(task -> task.path("id").asText().equals(flow.task().id()))
                    .findFirst()
                    .orElseThrow();
        }

        void endedWell(TaskState end, String what) {
            assertThat(server.tasks()).as(what + ": Tasks").hasSize(1);
            assertThat(open()).as(what + ": flows").hasSize(1);
            Flow flow = open().getFirst();
            assertThat(flow.task().state()).as(what).isEqualTo(end);
            assertThat(task(flow).path("status").asText()).as(what).isEqualTo(end.wireName());
            List<Transfer> running = kept.latest(Optional.empty(), 10, transfer -> true);
            assertThat(running).as(what + ": transfers").hasSize(1);
            Transfer transfer = running.getFirst();
            assertThat(transfer.phase()).as(what).isEqualTo(Transfer.Phase.RUNNING);
            assertThat(Objects.requireNonNull(transfer.content()).flow())
                    .as(what)
                    .isEqualTo(flow.id());
            assertThat(transfer.notification().state())
                    .as(what + ": the receiver is to be told")
                    .isEqualTo(Transfer.Notification.State.PENDING);
            if (TaskDocument.of(task(flow)) instanceof TaskDocument document && !end.ended()) {
                assertThat(flow.task().remainderHash()).as(what).isEqualTo(document.remainderHash());
            }
        }
    }
}
