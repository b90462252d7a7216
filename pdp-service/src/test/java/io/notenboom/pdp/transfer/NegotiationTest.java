// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.InMemoryFlowStore;
import io.notenboom.pdp.flow.Party;
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
import io.notenboom.pdp.transfer.TransferService.ReceiverChoice;
import io.notenboom.pdp.transfer.inbox.ReceiverSteps;
import io.notenboom.pdp.transfer.inbox.RemoteTasks;
import io.notenboom.pdp.transfer.inbox.SenderAddresses;
import io.notenboom.pdp.transfer.step.SenderSteps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of a transfer with one FHIR server, from the advance notice to each of its ends. */
class NegotiationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);
    private static final Optional<String> ORGANISATION = Optional.of("urn:oid:2.16.528.1");

    /** Sender and receiver under one profile. */
    private static final class Both implements CustomerFhirServer, RemoteTasks {

        private final UseCaseProfile profile;
        private final Map<String, JsonNode> resources = new HashMap<>();
        private final InMemoryFlowStore flowStore = new InMemoryFlowStore();
        private final FlowReplica replica = new FlowReplica();
        private final FlowRegister flows = new FlowRegister(flowStore, flow -> {}, replica, (who, act, flow) -> {});
        private final InMemoryTransferStore sent = new InMemoryTransferStore();
        private final InMemoryTransferStore inbox = new InMemoryTransferStore();
        private boolean down;
        private int version;

        private Both(String name, FhirVersion fhir) {
            profile = profile(name);
            for (String id : List.of("notice", "handoff")) {
                resources.put("Composition/" + id, json("""
                        {"resourceType":"Composition","id":"%s","subject":{"reference":"Patient/1"},
                         "section":[{"entry":[{"reference":"Observation/%s"}]}]}""".formatted(id, id)));
                resources.put("Observation/" + id, json("""
                        {"resourceType":"Observation","id":"%s","subject":{"reference":"Patient/1"}}""".formatted(id)));
            }
            resources.put("Patient/1", json("{\"resourceType\":\"Patient\",\"id\":\"1\"}"));
            settings = new FhirSettings("http://inner/fhir", "https://sender.example/fhir", fhir);
            transfers = new TransferService(
                    new TransferService.Parts(
                            this,
                            TransferSamples.RECEIVERS,
                            subject -> Set.of("did:web:sender.example:a"),
                            flows,
                            sent,
                            (t, a) -> {}),
                    new TransferService.Settings(profile, settings),
                    new SortableIds(CLOCK, new SecureRandom()),
                    CLOCK);
            Telling telling = new Telling(sent, (transfer, attempt) -> {});
            CompositionReader reader = new CompositionReader(this, settings, CLOCK);
            parts = new SenderSteps.Parts(this, flows, sent, telling, reader);
            sender = steps(profile);
            closing = new TransferClosing(this, flows, sent, telling, new ProfileCatalogue(List.of(profile)));
            receiver = new ReceiverSteps(
                    inbox,
                    (organisation, party) -> new SenderAddresses.Found.Known(new SenderAddresses.Address(
                            "https://sender.example/oauth2/a", "https://sender.example/fhir")),
                    this,
                    profile,
                    CLOCK);
        }

        private final FhirSettings settings;
        private final TransferService transfers;
        private final SenderSteps.Parts parts;
        private final SenderSteps sender;
        private final TransferClosing closing;
        private final ReceiverSteps receiver;

        private SenderSteps steps(UseCaseProfile... inForce) {
            return new SenderSteps(parts, new ProfileCatalogue(List.of(inForce)), CLOCK);
        }

        @Override
        public CustomerFhirServer.Answer read(ResourceId resource) {
            JsonNode found = resources.get(resource.reference());
            return down
                    ? new CustomerFhirServer.Answer.Unreachable()
                    : found == null
                            ? new CustomerFhirServer.Answer.Missing()
                            : new CustomerFhirServer.Answer.Resource(found.deepCopy());
        }

        @Override
        public CustomerFhirServer.Answer create(ObjectNode resource) {
            return stored(resource.deepCopy().put("id", "7"));
        }

        @Override
        public CustomerFhirServer.Answer find(String type, CustomerFhirServer.Identifier identifier) {
            throw new AssertionError("nothing was started before");
        }

        @Override
        public CustomerFhirServer.Answer update(ObjectNode resource) {
            return down ? new CustomerFhirServer.Answer.Unreachable() : stored(resource);
        }

        private CustomerFhirServer.Answer stored(ObjectNode resource) {
            ObjectNode next = resource.deepCopy();
            next.withObject("meta").put("versionId", Integer.toString(++version));
            resources.put("Task/" + next.path("id").asText(), next);
            return new CustomerFhirServer.Answer.Resource(next.deepCopy());
        }

        @Override
        public RemoteTasks.Answer read(String subject, SenderAddresses.Address from, String taskId) {
            JsonNode task = resources.get("Task/" + taskId);
            return down || !(task instanceof ObjectNode found)
                    ? new RemoteTasks.Answer.Unavailable("down")
                    : new RemoteTasks.Answer.Task(found.deepCopy());
        }

        /** As the gateway: the profile's transitions, the unchanged rest, and the flow after the FHIR server. */
        @Override
        public RemoteTasks.Answer replace(String subject, SenderAddresses.Address to, ObjectNode task) {
            Flow flow = flow();
            if (!(TaskDocument.of(task) instanceof TaskDocument next)) {
                return new RemoteTasks.Answer.Refused(422);
            }
            TaskState from = flow.task().state();
            TaskState target = next.state().orElseThrow();
            boolean same = next.remainderHash(target).equals(flow.task().remainderHash());
            if (!profile.permits(from, target, io.notenboom.pdp.flow.Role.RECEIVER) || !same) {
                return new RemoteTasks.Answer.Refused(422);
            }
            CustomerFhirServer.Answer unused = stored(task);
            FlowRegister.Change done =
                    flows.changeState(flow.id(), new FlowRegister.Step(from, target, next.remainderHash()), "pep:gw");
            assertThat(done).isInstanceOf(FlowRegister.Change.Done.class);
            return new RemoteTasks.Answer.Task(task);
        }

        private Flow flow() {
            return replica.all().getFirst();
        }

        private boolean opens(String composition) {
            return flow().grants().compositions().stream()
                    .anyMatch(grant -> grant.reference().equals(composition)
                            && profile.open(grant.kind(), flow().task().state()));
        }

        private String start(TransferKind kind, String composition) {
            StartOutcome outcome = transfers.start(new Command(
                    "a",
                    kind,
                    new ResourceId("Composition", composition),
                    new ReceiverChoice.Organisation("urn:oid:2.16.528.1"),
                    "test",
                    Optional.empty()));
            assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
            Inbox taken = new Inbox(inbox, CLOCK);
            received = taken.take("b", Party.ofDids(Set.of("did:web:sender.example:a")), "7")
                    .id();
            return ((StartOutcome.Started) outcome).transfer().id();
        }

        private String received = "";

        private TaskState take(ReceiverSteps.Step step) {
            ReceiverSteps.Outcome outcome = receiver.take(received, ORGANISATION, step);
            assertThat(outcome).isInstanceOf(ReceiverSteps.Outcome.Done.class);
            return flow().task().state();
        }
    }

    private static UseCaseProfile profile(String name) {
        try (InputStream data =
                Objects.requireNonNull(NegotiationTest.class.getResourceAsStream("/profiles/" + name + ".json"))) {
            return ProfileReader.read(JSON.readTree(data));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @ParameterizedTest
    @CsvSource({"seed,STU3", "seed,R4", "bolt,STU3", "bolt,R4"})
    void fromTheNoticeToTheCompletion(String profile, FhirVersion version) {
        Both both = new Both(profile + "/negotiation", version);
        String id = both.start(TransferKind.NOTICE, "notice");
        assertThat(both.opens("Composition/notice")).isTrue();
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.RECEIVED))).isEqualTo(TaskState.RECEIVED);
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.ACCEPTED))).isEqualTo(TaskState.ACCEPTED);
        ResourceId handoff = new ResourceId("Composition", "handoff");
        assertThat(both.sender.handOff(id, handoff, "t")).isInstanceOf(SenderSteps.Outcome.Taken.class);
        assertThat(both.flow().task().state()).isEqualTo(TaskState.IN_PROGRESS);
        assertThat(both.opens("Composition/handoff")).isTrue();
        assertThat(both.opens("Composition/notice")).as("the notice is over").isFalse();
        assertThat(both.flow().grants().resources())
                .extracting(grant -> grant.reference() + " via " + grant.via())
                .contains(
                        "Observation/handoff via [Composition/handoff]", "Observation/notice via [Composition/notice]");
        assertThat(both.sent.find(id).orElseThrow().notification().change()).isEqualTo(1);
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.COMPLETED))).isEqualTo(TaskState.COMPLETED);
        assertThat(both.opens("Composition/handoff")).isFalse();
        assertThat(both.receiver.take(both.received, ORGANISATION, ReceiverSteps.Step.to(TaskState.ACCEPTED)))
                .isEqualTo(new ReceiverSteps.Outcome.NotNow("completed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "bolt"})
    void onHoldWithAnotherDateThenAskedAgainThenCalledOff(String profile) {
        Both both = new Both(profile + "/negotiation", FhirVersion.STU3);
        String id = both.start(TransferKind.NOTICE, "notice");
        ReceiverSteps.Step hold =
                new ReceiverSteps.Step(TaskState.ON_HOLD, Optional.empty(), Optional.of("2026-03-09"));
        assertThat(both.take(hold)).isEqualTo(TaskState.ON_HOLD);
        assertThat(both.resources
                        .get("Task/7")
                        .path("output")
                        .path(0)
                        .path("valueDateTime")
                        .asText())
                .isEqualTo("2026-03-09");
        assertThat(both.sender.request(id, "t")).isInstanceOf(SenderSteps.Outcome.Taken.class);
        assertThat(both.resources.get("Task/7").has("output")).as("answered").isFalse();
        assertThat(both.take(hold)).as("a second time").isEqualTo(TaskState.ON_HOLD);
        assertThat(both.sender.request(id, "t")).isInstanceOf(SenderSteps.Outcome.Taken.class);
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.ACCEPTED))).isEqualTo(TaskState.ACCEPTED);
        assertThat(both.closing.cancel(id, "t")).isInstanceOf(TransferClosing.Outcome.Closed.class);
        assertThat(both.opens("Composition/notice")).isFalse();
        assertThat(both.resources.get("Task/7").path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void aRejectionClosesEverythingAndNothingFollows() {
        Both both = new Both("bolt/negotiation", FhirVersion.STU3);
        String id = both.start(TransferKind.NOTICE, "notice");
        ReceiverSteps.Step reject =
                new ReceiverSteps.Step(TaskState.REJECTED, Optional.of("no place"), Optional.empty());
        assertThat(both.take(reject)).isEqualTo(TaskState.REJECTED);
        assertThat(both.opens("Composition/notice")).isFalse();
        assertThat(both.sender.handOff(id, new ResourceId("Composition", "handoff"), "t"))
                .isEqualTo(new SenderSteps.Outcome.NotNow(TaskState.REJECTED));
        assertThat(both.sender.request(id, "t")).isEqualTo(new SenderSteps.Outcome.NotNow(TaskState.REJECTED));
    }

    /** A node that goes over to another profile ends no negotiation, and takes none further than it was agreed. */
    @Test
    void aTransferGoesOnByTheProfileThatItBeganWith() {
        Both both = new Both("seed/negotiation", FhirVersion.STU3);
        String id = both.start(TransferKind.NOTICE, "notice");
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.ACCEPTED))).isEqualTo(TaskState.ACCEPTED);
        ResourceId handoff = new ResourceId("Composition", "handoff");
        SenderSteps other = both.steps(profile("bolt/negotiation"));
        assertThat(other.handOff(id, handoff, "t")).isEqualTo(new SenderSteps.Outcome.NotNow(TaskState.ACCEPTED));
        SenderSteps all = both.steps(profile("seed/handoff-only"), profile("seed/negotiation"));
        assertThat(all.handOff(id, handoff, "t")).isInstanceOf(SenderSteps.Outcome.Taken.class);
    }

    /** The Task says so before the flow opens; what broke off in between goes on with the same request. */
    @Test
    void aHandoffThatBrokeOffOpensNothingAndGoesOn() {
        Both both = new Both("seed/negotiation", FhirVersion.STU3);
        String id = both.start(TransferKind.NOTICE, "notice");
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.ACCEPTED))).isEqualTo(TaskState.ACCEPTED);
        ResourceId handoff = new ResourceId("Composition", "handoff");
        both.down = true;
        assertThat(both.sender.handOff(id, handoff, "t")).isInstanceOf(SenderSteps.Outcome.Unavailable.class);
        both.down = false;
        both.flowStore.failAt(InMemoryFlowStore.Fault.BEFORE_WRITE);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> both.sender.handOff(id, handoff, "t"))
                .isInstanceOf(io.notenboom.pdp.flow.FlowStore.FlowStoreException.class);
        assertThat(both.resources.get("Task/7").path("status").asText()).isEqualTo("in-progress");
        assertThat(both.opens("Composition/handoff")).isFalse();
        both.flowStore.failAt(InMemoryFlowStore.Fault.NONE);
        assertThat(both.sender.handOff(id, handoff, "t")).isInstanceOf(SenderSteps.Outcome.Taken.class);
        assertThat(both.opens("Composition/handoff")).isTrue();
        assertThat(both.resources.get("Task/7").path("input")).hasSize(2);
        assertThat(both.sender.handOff(id, handoff, "t")).isInstanceOf(SenderSteps.Outcome.Taken.class);
        assertThat(both.resources.get("Task/7").path("input")).hasSize(2);
    }

    @Test
    void aNoticeNeedsAProfileWithNegotiation() {
        Both both = new Both("seed/handoff-only", FhirVersion.STU3);
        assertThat(both.transfers.start(new Command(
                        "a",
                        TransferKind.NOTICE,
                        new ResourceId("Composition", "notice"),
                        new ReceiverChoice.Organisation("urn:oid:2.16.528.1"),
                        "test",
                        Optional.empty())))
                .isEqualTo(new StartOutcome.KindNotInProfile("seed/handoff-only"));
        String unused = both.start(TransferKind.HANDOFF, "handoff");
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.COMPLETED))).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void whatTheOtherSideDoesNotAnswerIsToldAndMayBeRepeated() {
        Both both = new Both("seed/negotiation", FhirVersion.STU3);
        String unused = both.start(TransferKind.NOTICE, "notice");
        both.down = true;
        assertThat(both.receiver.take(both.received, ORGANISATION, ReceiverSteps.Step.to(TaskState.ACCEPTED)))
                .isInstanceOf(ReceiverSteps.Outcome.Unavailable.class);
        both.down = false;
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.ACCEPTED))).isEqualTo(TaskState.ACCEPTED);
        assertThat(both.take(ReceiverSteps.Step.to(TaskState.ACCEPTED)))
                .as("repeated")
                .isEqualTo(TaskState.ACCEPTED);
        assertThat(both.receiver.take("unknown", ORGANISATION, ReceiverSteps.Step.to(TaskState.ACCEPTED)))
                .isEqualTo(new ReceiverSteps.Outcome.Unknown());
    }

    @Test
    void aSenderFillsItsPartOfTheInboxAndNoMore() {
        InMemoryTransferStore store = new InMemoryTransferStore();
        Inbox inbox = new Inbox(store, CLOCK);
        Party sender = Party.ofDids(Set.of("did:web:sender.example:a"));
        for (int number = 0; number < Inbox.MAX_OF_SENDER; number++) {
            assertThat(inbox.take("b", sender, "t" + number).times().count()).isOne();
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> inbox.take("b", sender, "one-more"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(inbox.take("b", sender, "t0").times().count())
                .as("a known Task")
                .isEqualTo(2);
        assertThat(inbox.take("b", Party.ofDids(Set.of("did:web:other.example")), "t0")
                        .times()
                        .count())
                .as("another sender")
                .isOne();
    }
}
