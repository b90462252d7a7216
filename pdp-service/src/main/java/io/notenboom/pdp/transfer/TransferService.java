// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.derive.DeriveOutcome.Derived;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.fhir.CustomerFhirServer.Answer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.TooManyFlowsException;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.receiver.ReceiverLookup;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.transfer.Transfer.Content;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.Transfer.Origin;
import io.notenboom.pdp.transfer.Transfer.Phase;
import io.notenboom.pdp.transfer.TransferStore.KeyUse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The use case from Composition to notified receiver. The order of its steps is the safety: everything is read and derived
 * first, the Task is made next, the flow after that, and the receiver is told last. Broken off anywhere before the flow is
 * stored, nobody has access; after it, the sweep sends the notification.
 */
public final class TransferService {

    /** How long a transfer may take to start before it counts as broken off. */
    public static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final int NOT_FOUND = 404;
    private static final String REFUSES = "the FHIR server, which refuses";
    private static final String NOT_STORED = "the FHIR server, which did not store the Task as it was sent";

    private final Parts parts;
    private final CompositionReader reader;
    private final Settings settings;
    private final SortableIds ids;
    private final InstantSource clock;

    /** The parts that a transfer uses. */
    public record Parts(
            CustomerFhirServer fhir,
            ReceiverLookup receivers,
            SenderIdentity senders,
            FlowRegister flows,
            TransferStore store,
            NotificationQueue queue) {}

    /**
     * The customer's settings.
     *
     * @param profile the profile that new flows are made under
     * @param fhir the customer's FHIR server as seen from inside and outside
     */
    public record Settings(UseCaseProfile profile, FhirSettings fhir) {}

    /** Over its parts. */
    public TransferService(Parts parts, Settings settings, SortableIds ids, InstantSource clock) {
        this.parts = parts;
        this.reader = new CompositionReader(parts.fhir(), settings.fhir(), clock);
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A request to start a transfer.
     *
     * @param key the caller's idempotency key with the hash of the request, if any
     */
    public record Command(
            String subject,
            TransferKind kind,
            ResourceId composition,
            ReceiverChoice receiver,
            String caller,
            Optional<IdempotencyKey> key) {}

    /** An idempotency key; hashes only. */
    public record IdempotencyKey(String key, String request) {}

    /** The receiver as the caller names it. */
    public sealed interface ReceiverChoice {

        /** By its id in the registry. */
        record Organisation(String id) implements ReceiverChoice {}

        /** By its DIDs; such a receiver cannot be notified. */
        record Dids(Set<String> dids) implements ReceiverChoice {}
    }

    /** Starts a transfer, or answers what the same key started before. */
    public StartOutcome start(Command command) {
        if (!settings.profile()
                .open(command.kind().composition(), command.kind().start())) {
            return new StartOutcome.KindNotInProfile(settings.profile().name());
        }
        Attempt first = new Attempt(ids.next("t"), command, false);
        return command.key().isPresent() ? startOnce(first, command.key().get()) : start(first);
    }

    /**
     * A try to start a transfer.
     *
     * @param again whether an earlier one broke off, which may have made the Task
     */
    private record Attempt(String id, Command command, boolean again) {

        KeyUse use(IdempotencyKey key) {
            return new KeyUse(id, key.request());
        }
    }

    /** Of all requests with one key one starts a transfer; the key is free again when it came to nothing. */
    private StartOutcome startOnce(Attempt first, IdempotencyKey key) {
        KeyUse use = parts.store().claim(key.key(), first.use(key));
        if (!use.request().equals(key.request())) {
            return new StartOutcome.KeyReused();
        }
        if (!use.equals(first.use(key))) {
            return parts.store()
                    .find(use.transfer())
                    .map(earlier -> startAgain(earlier, first.command(), key))
                    .orElseGet(TransferService::underWay);
        }
        return tried(first, key);
    }

    private static StartOutcome underWay() {
        return new StartOutcome.Unavailable("the earlier request with this key, which is still under way");
    }

    /** Goes on with a start that broke off, under the same id, so that its Task is found; of several that try one does. */
    private StartOutcome startAgain(Transfer earlier, Command command, IdempotencyKey key) {
        return switch (earlier.phase()) {
            case RUNNING -> new StartOutcome.Started(earlier, false);
            case STARTING -> underWay();
            case FAILED -> {
                if (!parts.store().replace(earlier, earlier.startedAgain(clock.instant()))) {
                    yield underWay();
                }
                yield tried(new Attempt(earlier.id(), command, true), key);
            }
        };
    }

    /** Starts under a key, which is free again when it came to nothing: also when there is no room for another flow. */
    private StartOutcome tried(Attempt attempt, IdempotencyKey key) {
        try {
            StartOutcome outcome = start(attempt);
            if (!(outcome instanceof StartOutcome.Started)) {
                notStarted(attempt, key, outcome instanceof StartOutcome.TaskRefused);
            }
            return outcome;
        } catch (TooManyFlowsException full) {
            notStarted(attempt, key, false);
            throw full;
        }
    }

    private void notStarted(Attempt attempt, IdempotencyKey key, boolean refused) {
        if (attempt.again()) {
            Optional<Transfer> unused = parts.store().change(attempt.id(), Transfer::failedUnlessMade);
        }
        if (refused || parts.store().find(attempt.id()).isEmpty()) {
            parts.store().release(key.key(), attempt.use(key));
        }
    }

    private StartOutcome start(Attempt attempt) {
        Set<String> senderDids = parts.senders().dids(attempt.command().subject());
        if (senderDids.isEmpty()) {
            return new StartOutcome.SenderUnknown();
        }
        return switch (receiver(attempt.command().receiver())) {
            case ReceiverLookup.Found.Known known -> read(attempt, known.receiver(), senderDids);
            case ReceiverLookup.Found.Unknown unknown -> new StartOutcome.ReceiverUnknown();
            case ReceiverLookup.Found.Incomplete incomplete -> new StartOutcome.ReceiverIncomplete(incomplete.lacks());
            case ReceiverLookup.Found.Unreachable unreachable ->
                new StartOutcome.Unavailable("the registry or the receiver's authorization server");
        };
    }

    private ReceiverLookup.Found receiver(ReceiverChoice choice) {
        return switch (choice) {
            case ReceiverChoice.Organisation organisation -> parts.receivers().find(organisation.id());
            case ReceiverChoice.Dids named ->
                new ReceiverLookup.Found.Known(new Receiver(null, named.dids(), null, null));
        };
    }

    private StartOutcome read(Attempt attempt, Receiver receiver, Set<String> senderDids) {
        return switch (reader.derive(attempt.command().composition())) {
            case CompositionReader.Outcome.Missing _ -> new StartOutcome.CompositionMissing();
            case CompositionReader.Outcome.Refused refused -> new StartOutcome.CompositionRefused(refused.reason());
            case CompositionReader.Outcome.Unavailable unavailable -> new StartOutcome.Unavailable(unavailable.part());
            case CompositionReader.Outcome.Read read -> {
                parts.flows().requireRoom();
                yield kept(attempt)
                        ? make(attempt, starting(attempt, receiver, read.derived()), read.derived(), senderDids)
                        : new StartOutcome.Unavailable(CustomerFhirServer.Trouble.TOO_SLOW.text());
            }
        };
    }

    private Transfer starting(Attempt attempt, Receiver receiver, Derived derived) {
        Command command = attempt.command();
        Origin origin =
                new Origin(command.subject(), command.kind(), derived.composition(), command.caller(), clock.instant());
        Notification notification = receiver.notifiable() ? Notification.PENDING : Notification.IMPOSSIBLE;
        return new Transfer(attempt.id(), origin, receiver, Phase.STARTING, null, notification);
    }

    private boolean kept(Attempt attempt) {
        return attempt.command()
                .key()
                .map(key -> parts.store().keep(key.key(), attempt.use(key)))
                .orElse(true);
    }

    private StartOutcome make(Attempt attempt, Transfer transfer, Derived derived, Set<String> senderDids) {
        parts.store().put(transfer);
        return switch (taskOf(attempt, transfer, senderDids)) {
            case Made.Task task -> open(transfer, task.task(), derived, senderDids);
            case Made.Nothing nothing -> {
                parts.store().put(transfer.failed());
                yield nothing.outcome();
            }
        };
    }

    private StartOutcome open(Transfer transfer, TaskDocument task, Derived derived, Set<String> senderDids) {
        Flow flow = new TransferFlow(settings.profile(), settings.fhir().publicBaseUrl())
                .write(ids.next("f"), transfer, derived, task, senderDids);
        Transfer about = transfer.about(new Content(flow.id(), task.id(), derived.granted(), derived.refused()));
        parts.store().put(about);
        return switch (created(flow, about)) {
            case FlowRegister.Change.Done done -> {
                Transfer running = about.running();
                parts.store().put(running);
                if (running.notification().state() == Notification.State.PENDING) {
                    parts.queue().enqueueStored(running.id());
                }
                yield new StartOutcome.Started(running, true);
            }
            case FlowRegister.Change.Conflict conflict -> new StartOutcome.Unavailable("the flow store");
            case FlowRegister.Change.Unknown unknown -> new StartOutcome.Unavailable("the flow store");
        };
    }

    /** Where there was room when it was looked for and is none any more, the same request can go on once there is. */
    private FlowRegister.Change created(Flow flow, Transfer about) {
        try {
            return parts.flows().create(flow);
        } catch (TooManyFlowsException full) {
            parts.store().put(about.failed());
            throw full;
        }
    }

    /** The Task of a transfer, or why there is none. */
    private sealed interface Made {
        record Task(TaskDocument task) implements Made {}

        record Nothing(StartOutcome outcome) implements Made {}
    }

    /** Makes the Task, or finds the one that an earlier attempt made. */
    private Made taskOf(Attempt attempt, Transfer transfer, Set<String> senderDids) {
        if (!attempt.again()) {
            return createTask(transfer, senderDids);
        }
        return switch (parts.fhir().find("Task", TransferTask.identifier(transfer))) {
            case Answer.Resource found -> readTask(found.content().path("id").asText(""), transfer);
            case Answer.Missing _ -> createTask(transfer, senderDids);
            case Answer.Unreachable unreachable ->
                unavailable(unreachable.trouble().text());
            case Answer.Refused refused ->
                refused.ofTheServer() ? unavailable(REFUSES) : createTask(transfer, senderDids);
        };
    }

    private static Made unavailable(String part) {
        return new Made.Nothing(new StartOutcome.Unavailable(part));
    }

    private Made createTask(Transfer transfer, Set<String> senderDids) {
        ObjectNode task =
                TransferTask.write(transfer, senderDids, settings.fhir().version());
        return switch (parts.fhir().create(task)) {
            case Answer.Resource created ->
                readTask(created.content().path("id").asText(""), transfer);
            case Answer.Unreachable unreachable ->
                unavailable(unreachable.trouble().text());
            case Answer.Missing _ -> new Made.Nothing(new StartOutcome.TaskRefused(NOT_FOUND));
            case Answer.Refused refused ->
                refused.ofTheServer()
                        ? unavailable(REFUSES)
                        : new Made.Nothing(new StartOutcome.TaskRefused(refused.status()));
        };
    }

    /** Reads it back, so that the hash is of what receivers will see, and so that it is the Task of this transfer. */
    private Made readTask(String id, Transfer transfer) {
        if (!ResourceId.validId(id)) {
            return unavailable(NOT_STORED);
        }
        return switch (parts.fhir().read(new ResourceId("Task", id))) {
            case Answer.Resource stored
            when TransferTask.isOf(transfer, stored.content())
                    && TaskDocument.of(stored.content()) instanceof TaskDocument task
                    && task.id().equals(id) -> new Made.Task(task);
            case Answer.Resource _ -> unavailable(NOT_STORED);
            case Answer.Unreachable unreachable ->
                unavailable(unreachable.trouble().text());
            case Answer.Missing _ -> unavailable(NOT_STORED);
            case Answer.Refused _ -> unavailable(REFUSES);
        };
    }

    /** Settles transfers that broke off while starting: running when their flow was stored, failed when it was not. */
    public void repair() {
        for (Transfer transfer : parts.store().unsettled()) {
            boolean overdue =
                    clock.instant().isAfter(transfer.origin().created().plus(START_LIMIT));
            if (transfer.phase() == Phase.STARTING && overdue) {
                Content content = transfer.content();
                boolean stored =
                        content != null && parts.flows().find(content.flow()).isPresent();
                // when it is not replaced, another process settled it or it got on by itself: the next sweep looks
                // again
                boolean unused = parts.store().replace(transfer, stored ? transfer.running() : transfer.failed());
            }
        }
    }
}
