// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.transfer.ReceivedNotification;
import io.notenboom.pdp.transfer.ReceivedNotification.Followed;
import io.notenboom.pdp.transfer.TransferStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the receiver does with a Task it was told of: reads it, and takes the steps that the profile leaves to it. Everything is
 * the sender's to decide: its gateway sees each call. A step may be repeated; the Task tells whether it was taken.
 */
public final class ReceiverSteps {

    private static final int MAX_COMPOSITIONS = 20;

    private final TransferStore store;
    private final SenderAddresses senders;
    private final RemoteTasks tasks;
    private final UseCaseProfile profile;
    private final InstantSource clock;

    /** Over the inbox and the other side. */
    public ReceiverSteps(
            TransferStore store,
            SenderAddresses senders,
            RemoteTasks tasks,
            UseCaseProfile profile,
            InstantSource clock) {
        this.store = store;
        this.senders = senders;
        this.tasks = tasks;
        this.profile = profile;
        this.clock = clock;
    }

    /**
     * A step.
     *
     * @param reason why, with a rejection; empty for none
     * @param alternativeDate with putting on hold; empty for none
     */
    public record Step(TaskState to, Optional<String> reason, Optional<String> alternativeDate) {

        /** A step without more. */
        public static Step to(TaskState state) {
            return new Step(state, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Reads the Task.
     *
     * @param organisation id of the sender in the registry; empty when it was named before
     */
    public Outcome read(String id, Optional<String> organisation) {
        return withTask(id, organisation, seen -> new Outcome.Done(seen.received()));
    }

    /** Takes a step. */
    public Outcome take(String id, Optional<String> organisation, Step step) {
        return withTask(id, organisation, seen -> {
            String state = seen.received().followed().state();
            Optional<TaskState> now = TaskState.of(state);
            if (now.isPresent() && now.get() == step.to()) {
                return new Outcome.Done(seen.received());
            }
            return now.filter(from -> profile.permits(from, step.to(), Role.RECEIVER))
                            .isPresent()
                    ? change(seen, step)
                    : new Outcome.NotNow(state);
        });
    }

    private record Seen(ReceivedNotification received, SenderAddresses.Address sender, ObjectNode task) {}

    @FunctionalInterface
    private interface Next {
        Outcome with(Seen seen);
    }

    private Outcome withTask(String id, Optional<String> organisation, Next next) {
        Optional<ReceivedNotification> found = store.findReceived(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        ReceivedNotification received = found.get();
        String named = organisation.orElse(received.followed().organisation());
        if (named.isEmpty()) {
            return new Outcome.SenderNotNamed();
        }
        Instant asked = clock.instant();
        return switch (senders.find(named, received.sender())) {
            case SenderAddresses.Found.Unusable unusable -> new Outcome.SenderRefused(unusable.lacks());
            case SenderAddresses.Found.Unreachable _ ->
                new Outcome.Unavailable("The registry or the sender's authorization server cannot be reached.");
            case SenderAddresses.Found.Known known ->
                switch (tasks.read(received.subject(), known.address(), received.taskId())) {
                    case RemoteTasks.Answer.Refused refused -> new Outcome.Refused(refused.status());
                    case RemoteTasks.Answer.Unavailable unavailable -> new Outcome.Unavailable(unavailable.what());
                    case RemoteTasks.Answer.Task task ->
                        next.with(new Seen(
                                followed(received, new Reading(named, known.address(), asked), task.content()),
                                known.address(),
                                task.content()));
                };
        };
    }

    /** Where a Task was read, and when that was asked for. */
    private record Reading(String organisation, SenderAddresses.Address from, Instant asked) {}

    private ReceivedNotification followed(ReceivedNotification received, Reading reading, JsonNode task) {
        String state = TaskState.of(task.path("status").asText())
                .map(TaskState::wireName)
                .orElse("");
        Followed seen = new Followed(
                reading.organisation(), state, compositions(task, reading.from().fhirBase()), reading.asked());
        return store.changeReceived(received.id(), known -> known.following(seen))
                .orElseGet(() -> received.following(seen));
    }

    /** Those of the sender's own FHIR server. */
    private static List<String> compositions(JsonNode task, String fhirBase) {
        List<String> compositions = new ArrayList<>();
        for (JsonNode input : task.path("input")) {
            String reference = input.path("valueReference").path("reference").asText("");
            String relative =
                    reference.startsWith(fhirBase + "/") ? reference.substring(fhirBase.length() + 1) : reference;
            if (relative.matches("Composition/[A-Za-z0-9.-]{1,64}") && compositions.size() < MAX_COMPOSITIONS) {
                compositions.add(relative);
            }
        }
        return compositions;
    }

    private Outcome change(Seen seen, Step step) {
        ReceivedNotification received = seen.received();
        Reading reading = new Reading(received.followed().organisation(), seen.sender(), clock.instant());
        return switch (tasks.replace(received.subject(), seen.sender(), changed(seen.task(), step))) {
            case RemoteTasks.Answer.Task stored -> new Outcome.Done(followed(received, reading, stored.content()));
            case RemoteTasks.Answer.Refused refused -> new Outcome.Refused(refused.status());
            case RemoteTasks.Answer.Unavailable unavailable -> new Outcome.Unavailable(unavailable.what());
        };
    }

    /** Only what the step may change: see the transitions of the eOverdracht Task. */
    private static ObjectNode changed(ObjectNode task, Step step) {
        ObjectNode next = task.deepCopy();
        next.put("status", step.to().wireName());
        next.remove("text");
        step.reason().ifPresent(reason -> next.putObject("statusReason").put("text", reason));
        step.alternativeDate().ifPresent(date -> {
            ObjectNode output = JsonNodeFactory.instance.objectNode();
            output.putObject("type")
                    .putArray("coding")
                    .addObject()
                    .put("system", "http://snomed.info/sct")
                    .put("code", "146851000146105");
            output.put("valueDateTime", date);
            next.withArray("output").add(output);
        });
        return next;
    }

    /** What became of it. */
    @CheckReturnValue
    public sealed interface Outcome {

        /** The entry with the Task as it is now. */
        record Done(ReceivedNotification received) implements Outcome {}

        /** The Task is in a state from which the receiver cannot take the step; empty when it is none of eOverdracht. */
        record NotNow(String state) implements Outcome {}

        /** Nobody said which organisation of the registry the sender is. */
        record SenderNotNamed() implements Outcome {}

        /** The organisation cannot be the sender; the text says why. */
        record SenderRefused(String why) implements Outcome {}

        /** The sender's gateway refused, with this status. */
        record Refused(int status) implements Outcome {}

        /** Something could not be used; the same request may be sent again. */
        record Unavailable(String what) implements Outcome {}

        /** No such entry. */
        record Unknown() implements Outcome {}
    }
}
