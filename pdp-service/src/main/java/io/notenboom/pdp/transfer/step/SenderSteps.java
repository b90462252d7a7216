// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.DeriveOutcome.Derived;
import io.notenboom.pdp.derive.DeriveOutcome.Granted;
import io.notenboom.pdp.derive.DeriveOutcome.NotGranted;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.transfer.CompositionReader;
import io.notenboom.pdp.transfer.Telling;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.Transfer.Content;
import io.notenboom.pdp.transfer.TransferFlow;
import io.notenboom.pdp.transfer.TransferKind;
import io.notenboom.pdp.transfer.TransferStore;
import io.notenboom.pdp.transfer.TransferTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps by which the sender goes on with a transfer: asking again after the receiver put it on hold, and the handoff after the
 * receiver accepted. They open data, so the Task says so first, the flow opens next, and the receiver is told last; broken off
 * in between, nothing more is open than before, and the same request goes on where it stopped.
 */
public final class SenderSteps {

    private static final Duration DATA_RIGHT = Duration.ofDays(30);

    private final Parts parts;
    private final ProfileCatalogue profiles;
    private final InstantSource clock;

    /** What a step uses. */
    public record Parts(
            CustomerFhirServer fhir,
            FlowRegister flows,
            TransferStore store,
            Telling telling,
            CompositionReader compositions) {}

    /** @param profiles the profiles in force: each flow goes on by the one that it was made under */
    public SenderSteps(Parts parts, ProfileCatalogue profiles, InstantSource clock) {
        this.parts = parts;
        this.profiles = profiles;
        this.clock = clock;
    }

    private record Running(Transfer transfer, Content content, Flow flow) {}

    /** Asks again after the receiver put it on hold. May be repeated. */
    public Outcome request(String id, String by) {
        Optional<Running> running = running(id);
        if (running.isEmpty()) {
            return new Outcome.Unknown();
        }
        Grants grants = running.get().flow().grants();
        return take(running.get(), new Planned(TaskState.REQUESTED, Optional.empty(), grants, by));
    }

    /** Hands over with the nursing handoff, after the receiver accepted. May be repeated. */
    public Outcome handOff(String id, ResourceId composition, String by) {
        Optional<Running> running = running(id);
        if (running.isEmpty()) {
            return new Outcome.Unknown();
        }
        Optional<UseCaseProfile> profile = profile(running.get().flow());
        if (profile.isEmpty() || !permitted(running.get(), TaskState.IN_PROGRESS)) {
            return new Outcome.NotNow(running.get().flow().task().state());
        }
        return switch (parts.compositions().derive(composition)) {
            case CompositionReader.Outcome.Missing _ -> new Outcome.CompositionMissing();
            case CompositionReader.Outcome.Refused refused -> new Outcome.CompositionRefused(refused.reason());
            case CompositionReader.Outcome.Unavailable unavailable -> new Outcome.Unavailable(unavailable.part());
            case CompositionReader.Outcome.Read read -> handOff(running.get(), profile.get(), read.derived(), by);
        };
    }

    private Outcome handOff(Running running, UseCaseProfile profile, Derived derived, String by) {
        Grants more =
                new TransferFlow(profile, running.flow().parties().fhirBase()).grants(TransferKind.HANDOFF, derived);
        Grants grants = added(running.flow().grants(), more, derived.composition());
        Content content = new Content(
                running.content().flow(),
                running.content().taskId(),
                merged(running.content().resources(), derived.granted(), Granted::reference),
                merged(running.content().refused(), derived.refused(), NotGranted::reference));
        return take(
                new Running(running.transfer(), content, running.flow()),
                new Planned(TaskState.IN_PROGRESS, Optional.of(derived.composition()), grants, by));
    }

    private static <T> List<T> merged(List<T> old, List<T> more, java.util.function.Function<T, String> name) {
        List<T> all = new ArrayList<>(old);
        more.stream()
                .filter(entry ->
                        old.stream().noneMatch(known -> name.apply(known).equals(name.apply(entry))))
                .forEach(all::add);
        return all;
    }

    /** Repeated, what the Composition opens is replaced by what it opens now. */
    private static Grants added(Grants old, Grants more, String composition) {
        return new Grants(
                Stream.concat(
                                old.compositions().stream()
                                        .filter(grant -> !grant.reference().equals(composition)),
                                more.compositions().stream())
                        .toList(),
                Stream.concat(
                                old.resources().stream()
                                        .filter(grant -> !grant.via().equals(java.util.Set.of(composition))),
                                more.resources().stream())
                        .toList());
    }

    private Optional<Running> running(String id) {
        Optional<Transfer> transfer = parts.store().find(id).filter(found -> found.phase() == Transfer.Phase.RUNNING);
        Content content = transfer.map(Transfer::content).orElse(null);
        return content == null
                ? Optional.empty()
                : parts.flows().find(content.flow()).map(flow -> new Running(transfer.orElseThrow(), content, flow));
    }

    private boolean permitted(Running running, TaskState to) {
        TaskState now = running.flow().task().state();
        return !running.flow().revoked()
                && (now == to
                        || profile(running.flow())
                                .filter(profile -> profile.permits(now, to, Role.SENDER))
                                .isPresent());
    }

    /** The profile that the flow was made under; empty when it is not in force any more, which permits nothing. */
    private Optional<UseCaseProfile> profile(Flow flow) {
        return profiles.find(flow.header().profile());
    }

    /** Where a step leads. */
    private record Planned(TaskState to, Optional<String> input, Grants grants, String by) {}

    private Outcome take(Running running, Planned planned) {
        if (!permitted(running, planned.to())) {
            return new Outcome.NotNow(running.flow().task().state());
        }
        ResourceId id = new ResourceId("Task", running.content().taskId());
        CustomerFhirServer.Answer known = parts.fhir().read(id);
        if (!(known instanceof CustomerFhirServer.Answer.Resource found)
                || !(found.content() instanceof ObjectNode task)) {
            return new Outcome.Unavailable(
                    known instanceof CustomerFhirServer.Answer.Unreachable unreachable
                            ? unreachable.trouble().text()
                            : "the FHIR server, which does not give the Task");
        }
        Optional<TaskState> there = TaskState.of(task.path("status").asText());
        if (there.filter(state ->
                        state == planned.to() || state == running.flow().task().state())
                .isEmpty()) {
            return new Outcome.NotNow(there.orElse(running.flow().task().state()));
        }
        ObjectNode next = changed(task, planned);
        boolean stored = next.equals(task) || parts.fhir().update(next) instanceof CustomerFhirServer.Answer.Resource;
        return stored && parts.fhir().read(id) instanceof CustomerFhirServer.Answer.Resource now
                ? open(running, planned, now.content())
                : new Outcome.Unavailable("the FHIR server, which did not store the Task");
    }

    private static ObjectNode changed(ObjectNode task, Planned planned) {
        ObjectNode next = task.deepCopy();
        if (!planned.to().wireName().equals(task.path("status").asText())) {
            next.put("status", planned.to().wireName());
            next.remove("text");
        }
        if (planned.to() == TaskState.REQUESTED) {
            TaskDocument.removeAlternativeDates(next);
        }
        planned.input().ifPresent(composition -> TransferTask.addInput(next, TransferKind.HANDOFF, composition));
        return next;
    }

    private Outcome open(Running running, Planned planned, JsonNode stored) {
        if (!(TaskDocument.of(stored) instanceof TaskDocument task)
                || task.state().filter(planned.to()::equals).isEmpty()) {
            return new Outcome.Unavailable("the FHIR server, which changed the Task meanwhile");
        }
        Flow flow = running.flow();
        Flow next = new Flow(
                flow.header().next(),
                flow.parties(),
                flow.task().in(planned.to(), task.remainderHash()),
                planned.grants(),
                validity(flow.validity(), planned),
                false);
        boolean done = flow.task().equals(next.task()) && flow.grants().equals(next.grants());
        Change change = done ? new Change.Done(flow) : parts.flows().update(next, planned.by());
        return switch (change) {
            case Change.Done _ -> new Outcome.Taken(told(running));
            case Change.Conflict _ -> new Outcome.Unavailable("the flow, which changed meanwhile");
            case Change.Unknown _ -> new Outcome.Unknown();
        };
    }

    /** Whoever repeats a step because it broke off last time has the receiver told, once too often rather than never. */
    private Transfer told(Running running) {
        Transfer transfer = parts.store()
                .change(running.transfer().id(), known -> known.about(running.content())
                        .running())
                .orElse(running.transfer());
        return parts.telling().again(transfer);
    }

    /** The right to the data of the handoff begins with the handoff. */
    private Validity validity(Validity known, Planned planned) {
        Instant end = clock.instant().plus(DATA_RIGHT);
        boolean longer = planned.input().isPresent() && end.isAfter(known.dataExpires());
        return longer ? new Validity(known.notBefore(), end, known.taskExpires()) : known;
    }

    /** What became of a step. */
    @CheckReturnValue
    public sealed interface Outcome {

        /** Task and flow took it, the receiver is about to be told. */
        record Taken(Transfer transfer) implements Outcome {}

        /** From this state the sender cannot take it. */
        record NotNow(TaskState state) implements Outcome {}

        /** The Composition is not on the customer's FHIR server. */
        record CompositionMissing() implements Outcome {}

        /** No resource list follows from the Composition. */
        record CompositionRefused(DeriveOutcome.Bound reason) implements Outcome {}

        /** Something could not be used; the same request goes on from where this one stopped. */
        record Unavailable(String part) implements Outcome {}

        /** No such transfer, or it does not run. */
        record Unknown() implements Outcome {}
    }
}
