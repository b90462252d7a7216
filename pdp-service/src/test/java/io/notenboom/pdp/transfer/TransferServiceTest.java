// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.derive.DeriveOutcome.NotGranted;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.InMemoryFlowStore;
import io.notenboom.pdp.flow.InMemoryFlowStore.Fault;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.transfer.Transfer.Phase;
import io.notenboom.pdp.transfer.TransferService.Command;
import io.notenboom.pdp.transfer.TransferService.IdempotencyKey;
import io.notenboom.pdp.transfer.TransferService.ReceiverChoice;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** One request starts one transfer, whole or not at all. */
class TransferServiceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final InMemoryTransferStore store = new InMemoryTransferStore();
    private final InMemoryFlowStore flowStore = new InMemoryFlowStore();
    private final FhirServer fhir = new FhirServer();
    private Set<String> senderDids = Set.of("did:web:sender.example:a");
    private Instant now = Samples.NOW;
    private final FlowReplica replica = new FlowReplica();
    private final TransferService transfers = over(Integer.MAX_VALUE);

    /** With so many flows at most. */
    private TransferService over(int limit) {
        FlowRegister flows = new FlowRegister(flowStore, flow -> {}, replica, (who, act, flow) -> {}, limit);
        return new TransferService(
                new TransferService.Parts(
                        fhir, TransferSamples.RECEIVERS, subject -> senderDids, flows, store, (transfer, attempt) -> {
                            throw new IllegalStateException("the queue is away; the sweep asks again");
                        }),
                new TransferService.Settings(
                        profile(),
                        new FhirSettings("http://inner/fhir", "https://sender.example/fhir", FhirVersion.STU3)),
                new SortableIds(() -> now, new SecureRandom()),
                () -> now);
    }

    private static io.notenboom.pdp.profile.UseCaseProfile profile() {
        try (InputStream data = Objects.requireNonNull(
                TransferServiceTest.class.getResourceAsStream("/profiles/seed/handoff-only.json"))) {
            return ProfileReader.read(JSON.readTree(data));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** A FHIR server with a Composition of one Observation. */
    private final class FhirServer implements CustomerFhirServer {

        private final Map<String, JsonNode> resources = new ConcurrentHashMap<>();
        private final Set<String> away = ConcurrentHashMap.newKeySet();
        private final AtomicInteger tasks = new AtomicInteger();
        private final Map<String, Integer> refused = new ConcurrentHashMap<>();
        private int refusal = 500;
        private Duration takes = Duration.ZERO;
        private String answersWith = "";

        private FhirServer() {
            put("Composition/1", """
                    {"resourceType":"Composition","id":"1","subject":{"reference":"Patient/1"},
                     "section":[{"entry":[{"reference":"Observation/1"}]}]}""");
            put("Patient/1", "{\"resourceType\":\"Patient\",\"id\":\"1\"}");
            put("Observation/1", """
                    {"resourceType":"Observation","id":"1","subject":{"reference":"Patient/1"}}""");
        }

        private void put(String reference, String json) {
            try {
                resources.put(reference, JSON.readTree(json));
            } catch (IOException malformed) {
                throw new AssertionError(malformed);
            }
        }

        @Override
        public Answer read(ResourceId resource) {
            now = now.plus(takes);
            Integer status = refused.get(resource.reference());
            if (status != null) {
                return new Answer.Refused(status);
            }
            if (away.contains(resource.reference())) {
                return new Answer.Unreachable();
            }
            JsonNode found = resources.get(resource.reference());
            return found == null ? new Answer.Missing() : new Answer.Resource(found);
        }

        @Override
        public Answer create(ObjectNode resource) {
            if (away.contains("Task")) {
                return new Answer.Refused(refusal);
            }
            ObjectNode stored = resource.deepCopy().put("id", "task-" + tasks.incrementAndGet());
            resources.put("Task/" + stored.path("id").asText(), stored);
            return new Answer.Resource(
                    answersWith.isEmpty() ? stored : stored.deepCopy().put("id", answersWith));
        }

        @Override
        public Answer find(String type, Identifier identifier) {
            return resources.values().stream()
                    .filter(resource ->
                            type.equals(resource.path("resourceType").asText()) && identifier.of(resource))
                    .findFirst()
                    .<Answer>map(Answer.Resource::new)
                    .orElse(new Answer.Missing());
        }

        @Override
        public Answer update(ObjectNode resource) {
            throw new AssertionError("starting updates nothing");
        }
    }

    private static Command command(String request) {
        return new Command(
                "a",
                TransferKind.HANDOFF,
                new ResourceId("Composition", "1"),
                new ReceiverChoice.Organisation("urn:oid:2.16.528.1"),
                "test",
                Optional.of(new IdempotencyKey("key", request)));
    }

    private Transfer started() {
        StartOutcome outcome = transfers.start(command("r"));
        if (outcome instanceof StartOutcome.Started started) {
            return started.transfer();
        }
        return Assertions.fail(outcome.toString());
    }

    @Test
    void aRepeatedRequestAnswersTheFirstTransferAndAnotherOneIsRefused() {
        Transfer first = started();
        assertThat(transfers.start(command("r"))).isEqualTo(new StartOutcome.Started(first, false));
        assertThat(transfers.start(command("other"))).isEqualTo(new StartOutcome.KeyReused());
        assertThat(fhir.tasks).hasValue(1);
    }

    @Test
    void ofManyEqualRequestsAtOneTimeOneStarts() throws Exception {
        List<Future<StartOutcome>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int count = 0; count < 20; count++) {
                outcomes.add(threads.submit(() -> transfers.start(command("r"))));
            }
        }
        int started = 0;
        for (Future<StartOutcome> outcome : outcomes) {
            switch (outcome.get()) {
                case StartOutcome.Started one -> started += one.now() ? 1 : 0;
                case StartOutcome.Unavailable underWay ->
                    assertThat(underWay.part()).contains("under way");
                default -> Assertions.fail(outcome.toString());
            }
        }
        assertThat(started).isEqualTo(1);
        assertThat(fhir.tasks).hasValue(1);
        assertThat(flowStore.versions()).hasSize(1);
    }

    @Test
    void whatCameToNothingCanBeAskedAgainWithTheSameKey() {
        senderDids = Set.of();
        assertThat(transfers.start(command("r"))).isEqualTo(new StartOutcome.SenderUnknown());
        senderDids = Set.of("did:web:sender.example:a");
        fhir.away.add("Task");
        assertThat(transfers.start(command("r"))).isInstanceOf(StartOutcome.Unavailable.class);
        assertThat(flowStore.versions()).isEmpty();
        fhir.away.clear();
        assertThat(started().phase()).isEqualTo(Phase.RUNNING);
    }

    /** Once there is room again, the same request is the one that starts. */
    @Test
    void whereThereIsNoRoomForAnotherFlowTheKeyIsFree() {
        replica.accept(Samples.handoff("other"));
        TransferService full = over(1);
        for (String request : List.of("r", "corrected")) {
            Assertions.assertThatThrownBy(() -> full.start(command(request)))
                    .isInstanceOf(FlowRegister.TooManyFlowsException.class);
        }
        assertThat(fhir.tasks).hasValue(0);
        replica.forget("other");
        assertThat(full.start(command("r"))).isInstanceOf(StartOutcome.Started.class);
        assertThat(fhir.tasks).hasValue(1);
    }

    /** Also of a start that goes on after it broke off, and its Task is not made twice. */
    @Test
    void aStartThatFindsNoRoomWhenItGoesOnMayGoOnLater() {
        flowStore.failAt(Fault.BEFORE_WRITE);
        Assertions.assertThatThrownBy(() -> transfers.start(command("r")))
                .isInstanceOf(io.notenboom.pdp.flow.FlowStore.FlowStoreException.class);
        flowStore.failAt(Fault.NONE);
        now = now.plus(TransferService.START_LIMIT).plusSeconds(1);
        transfers.repair();
        replica.accept(Samples.handoff("other"));
        TransferService full = over(1);
        Assertions.assertThatThrownBy(() -> full.start(command("r")))
                .isInstanceOf(FlowRegister.TooManyFlowsException.class);
        replica.forget("other");
        assertThat(full.start(command("r"))).isInstanceOf(StartOutcome.Started.class);
        assertThat(fhir.tasks).hasValue(1);
    }

    /** A list without what could not be read just now would be a transfer without it. */
    @Test
    void aServerThatDoesNotAnswerStartsNothing() {
        fhir.away.add("Observation/1");
        assertThat(transfers.start(command("r")))
                .isEqualTo(new StartOutcome.Unavailable("the FHIR server, which does not answer (Observation/1)"));
        assertThat(fhir.tasks).hasValue(0);
        assertThat(flowStore.versions()).isEmpty();
    }

    /** Refused for good, the key is free for a corrected request; otherwise it stays with what may have been made. */
    @Test
    void aTaskThatIsRefusedForGoodFreesTheKey() {
        fhir.away.add("Task");
        fhir.refusal = 422;
        assertThat(transfers.start(command("r"))).isEqualTo(new StartOutcome.TaskRefused(422));
        fhir.refusal = 500;
        assertThat(transfers.start(command("other"))).isInstanceOf(StartOutcome.Unavailable.class);
        assertThat(transfers.start(command("r"))).isEqualTo(new StartOutcome.KeyReused());
    }

    /** A list without it would be a transfer without it, and a server in trouble does not know whether it has it. */
    @Test
    void whatAServerInTroubleRefusesIsNotTakenForMissing() {
        fhir.refused.put("Observation/1", 503);
        assertThat(transfers.start(command("r")))
                .isEqualTo(new StartOutcome.Unavailable("the FHIR server, which refuses (Observation/1)"));
        fhir.refused.put("Observation/1", 403);
        assertThat(started().content())
                .satisfies(content -> assertThat(Objects.requireNonNull(content).refused())
                        .extracting(NotGranted::reference)
                        .containsExactly("Observation/1"));
    }

    @Test
    void readingEndsWhateverTheNumberOfResources() {
        fhir.takes = CompositionReader.LIMIT.plusSeconds(1);
        assertThat(transfers.start(command("r")))
                .isEqualTo(new StartOutcome.Unavailable("the FHIR server, which takes too long (Patient/1)"));
        assertThat(flowStore.versions()).isEmpty();
    }

    /** A server that answers with the Task of another transfer would have that opened to this receiver. */
    @Test
    void aTaskOfAnotherTransferIsNotTakenForItsOwn() {
        Transfer first = started();
        fhir.answersWith = Objects.requireNonNull(first.content()).taskId();
        StartOutcome second = transfers.start(new Command(
                "a",
                TransferKind.HANDOFF,
                new ResourceId("Composition", "1"),
                new ReceiverChoice.Organisation("urn:oid:2.16.528.1"),
                "test",
                Optional.empty()));
        assertThat(second)
                .isEqualTo(
                        new StartOutcome.Unavailable("the FHIR server, which did not store the Task as it was sent"));
        assertThat(flowStore.versions()).hasSize(1);
    }

    @Test
    void aStartThatBrokeOffIsSettledByWhetherItsFlowWasStored() {
        flowStore.failAt(Fault.AFTER_WRITE);
        Assertions.assertThatThrownBy(() -> transfers.start(command("r")))
                .isInstanceOf(io.notenboom.pdp.flow.FlowStore.FlowStoreException.class);
        flowStore.failAt(Fault.NONE);
        assertThat(transfers.start(command("r"))).isInstanceOf(StartOutcome.Unavailable.class);
        now = now.plus(TransferService.START_LIMIT).plusSeconds(1);
        transfers.repair();
        assertThat(started().phase()).isEqualTo(Phase.RUNNING);
        assertThat(fhir.tasks).hasValue(1);
    }
}
