// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.derive.Derivation;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.ResourceLookup;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.SortableIds;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.receiver.ReceiverLookup;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskReading;
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

    private final Parts parts;
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
        String id = ids.next("t");
        return command.key().isPresent() ? startOnce(id, command, command.key().get()) : start(id, command);
    }

    /** Of all requests with one key one starts a transfer; the key is free again when it came to nothing. */
    private StartOutcome startOnce(String id, Command command, IdempotencyKey key) {
        KeyUse own = new KeyUse(id, key.request());
        KeyUse use = parts.store().claim(key.key(), own);
        if (!use.request().equals(key.request())) {
            return new StartOutcome.KeyReused();
        }
        if (!use.equals(own)) {
            Optional<Transfer> earlier = parts.store().find(use.transfer());
            if (earlier.isPresent() && earlier.get().phase() == Phase.RUNNING) {
                return new StartOutcome.Started(earlier.get(), false);
            }
            if (earlier.isEmpty() || earlier.get().phase() == Phase.STARTING || !takenOver(key, use, own)) {
                return new StartOutcome.Unavailable("the earlier request with this key, which is still under way");
            }
        }
        StartOutcome outcome = start(id, command);
        if (!(outcome instanceof StartOutcome.Started)) {
            parts.store().release(key.key(), own);
        }
        return outcome;
    }

    /** Takes the key of a start that failed; of several that try, one succeeds. */
    private boolean takenOver(IdempotencyKey key, KeyUse failed, KeyUse own) {
        parts.store().release(key.key(), failed);
        return parts.store().claim(key.key(), own).equals(own);
    }

    private StartOutcome start(String id, Command command) {
        Set<String> senderDids = parts.senders().dids(command.subject());
        if (senderDids.isEmpty()) {
            return new StartOutcome.SenderUnknown();
        }
        return switch (receiver(command.receiver())) {
            case ReceiverLookup.Found.Known known -> read(id, command, known.receiver(), senderDids);
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

    private StartOutcome read(String id, Command command, Receiver receiver, Set<String> senderDids) {
        return switch (parts.fhir().read(command.composition())) {
            case CustomerFhirServer.Answer.Missing missing -> new StartOutcome.CompositionMissing();
            case CustomerFhirServer.Answer.Refused refused -> new StartOutcome.Unavailable("the FHIR server");
            case CustomerFhirServer.Answer.Unreachable unreachable -> new StartOutcome.Unavailable("the FHIR server");
            case CustomerFhirServer.Answer.Resource composition ->
                switch (derive(composition.content())) {
                    case DeriveOutcome.Unreachable unreachable -> new StartOutcome.Unavailable("the FHIR server");
                    case DeriveOutcome.Refused refused -> new StartOutcome.CompositionRefused(refused.reason());
                    case DeriveOutcome.Derived derived
                    when !derived.composition().equals(command.composition().reference()) ->
                        new StartOutcome.CompositionRefused(DeriveOutcome.Bound.NOT_A_COMPOSITION);
                    case DeriveOutcome.Derived derived -> {
                        Notification notification =
                                receiver.notifiable() ? Notification.PENDING : Notification.IMPOSSIBLE;
                        Origin origin = new Origin(
                                command.subject(),
                                command.kind(),
                                derived.composition(),
                                command.caller(),
                                clock.instant());
                        Transfer transfer = new Transfer(id, origin, receiver, Phase.STARTING, null, notification);
                        yield kept(id, command)
                                ? make(transfer, derived, senderDids)
                                : new StartOutcome.Unavailable("the FHIR server, which took too long");
                    }
                };
        };
    }

    private boolean kept(String id, Command command) {
        return command.key()
                .map(key -> parts.store().keep(key.key(), new KeyUse(id, key.request())))
                .orElse(true);
    }

    /** Reads the Composition on the customer's FHIR server. */
    public CustomerFhirServer.Answer read(ResourceId composition) {
        return parts.fhir().read(composition);
    }

    /** The resource list of a Composition, each resource read on the customer's FHIR server. */
    public DeriveOutcome derive(JsonNode composition) {
        return Derivation.derive(
                composition, settings.fhir().bases(), settings.fhir().version(), this::lookup);
    }

    private ResourceLookup.Found lookup(ResourceId resource) {
        return switch (parts.fhir().read(resource)) {
            case CustomerFhirServer.Answer.Resource found -> new ResourceLookup.Resource(found.content());
            case CustomerFhirServer.Answer.Missing missing -> new ResourceLookup.Missing();
            case CustomerFhirServer.Answer.Refused refused -> new ResourceLookup.Missing();
            case CustomerFhirServer.Answer.Unreachable unreachable -> new ResourceLookup.Unreachable();
        };
    }

    private StartOutcome make(Transfer transfer, DeriveOutcome.Derived derived, Set<String> senderDids) {
        parts.flows().requireRoom();
        parts.store().put(transfer);
        Optional<TaskDocument> task = createTask(transfer, senderDids);
        if (task.isEmpty()) {
            parts.store().put(transfer.failed());
            return new StartOutcome.Unavailable("the FHIR server, which did not store the Task");
        }
        Flow flow = new TransferFlow(settings.profile(), settings.fhir().publicBaseUrl())
                .write(ids.next("f"), transfer, derived, task.get(), senderDids);
        Transfer about = transfer.about(new Content(flow.id(), task.get().id(), derived.granted(), derived.refused()));
        parts.store().put(about);
        return switch (parts.flows().create(flow)) {
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

    /** Makes the Task and reads it back, so that the hash is of what receivers will see. */
    private Optional<TaskDocument> createTask(Transfer transfer, Set<String> senderDids) {
        var answer = parts.fhir()
                .create(TransferTask.write(transfer, senderDids, settings.fhir().version()));
        if (!(answer instanceof CustomerFhirServer.Answer.Resource created)) {
            return Optional.empty();
        }
        String id = created.content().path("id").asText("");
        if (!ResourceId.validId(id)
                || !(parts.fhir().read(new ResourceId("Task", id))
                        instanceof CustomerFhirServer.Answer.Resource stored)) {
            return Optional.empty();
        }
        TaskReading reading = TaskDocument.of(stored.content());
        return reading instanceof TaskDocument task && task.id().equals(id) ? Optional.of(task) : Optional.empty();
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
                if (!parts.store().replace(transfer, stored ? transfer.running() : transfer.failed())) {
                    // another process settled it, or it got on by itself: the next sweep looks again
                    continue;
                }
            }
        }
    }
}
