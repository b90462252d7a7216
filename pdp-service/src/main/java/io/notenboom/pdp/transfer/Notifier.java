// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.receiver.ReceiverLookup;
import io.notenboom.pdp.transfer.NotificationSender.Delivery;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.Transfer.Notification.State;
import io.notenboom.pdp.transfer.Transfer.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Sends notifications and tries again, later and later, until the last attempt. */
public final class Notifier {

    /** Most attempts; with the pauses between them about five hours. */
    public static final int MAX_ATTEMPTS = 16;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final int LOOKED_UP_AT_ONCE = 100;

    private final TransferStore store;
    private final ReceiverLookup receivers;
    private final NotificationSender sender;
    private final NotificationQueue queue;
    private final InstantSource clock;
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final AtomicBoolean registryChanged = new AtomicBoolean();

    /** Over its parts. */
    public Notifier(
            TransferStore store,
            ReceiverLookup receivers,
            NotificationSender sender,
            NotificationQueue queue,
            InstantSource clock) {
        this.store = store;
        this.receivers = receivers;
        this.sender = sender;
        this.queue = queue;
        this.clock = clock;
    }

    /** Makes one attempt; a repeated request for an attempt that was already made does nothing. */
    public void attempt(String transferId, int attempt) {
        Optional<Transfer> found = store.find(transferId);
        Transfer.Content content = found.map(Transfer::content).orElse(null);
        if (found.isEmpty()
                || content == null
                || !pending(found.get())
                || found.get().notification().attempts() >= attempt) {
            return;
        }
        Transfer transfer = found.get();
        Addressed addressed = address(transfer.receiver());
        Delivery delivery = addressed.lacks().isEmpty()
                ? sender.send(transfer.origin().subject(), addressed.receiver(), content.taskId())
                : new Delivery.Failed(addressed.lacks());
        Notification next = after(transfer.notification(), attempt, delivery);
        if (!store.replace(transfer, transfer.to(addressed.receiver()).with(next))) {
            // it changed while the notification was on its way, and its new state wants a notification of its own
            due.put(transferId, clock.instant());
            return;
        }
        if (next.state() == State.PENDING) {
            due.put(transferId, clock.instant().plus(pause(attempt)));
        } else {
            due.remove(transferId);
        }
    }

    private static Notification after(Notification before, int attempt, Delivery delivery) {
        return switch (delivery) {
            case Delivery.Delivered delivered -> before.after(attempt, State.DELIVERED, "");
            case Delivery.Failed failed ->
                before.after(attempt, attempt >= MAX_ATTEMPTS ? State.GIVEN_UP : State.PENDING, failed.what());
        };
    }

    /** The receiver at its present address, or as it was with what lacks. */
    private record Addressed(Receiver receiver, String lacks) {}

    /** Asks the registry before each attempt: an endpoint that ended gets nothing, and its successor gets it at once. */
    private Addressed address(Receiver known) {
        if (known.organisation() == null) {
            return new Addressed(known, "");
        }
        return switch (receivers.find(known.organisation())) {
            case ReceiverLookup.Found.Known found
            when !found.receiver().samePartyAs(known) ->
                new Addressed(known, "The organisation is another party now; start a new transfer.");
            case ReceiverLookup.Found.Known found -> new Addressed(known.at(found.receiver()), "");
            case ReceiverLookup.Found.Incomplete incomplete ->
                new Addressed(known, "The receiver must register " + incomplete.lacks() + ".");
            case ReceiverLookup.Found.Unknown unknown ->
                new Addressed(known, "The receiver is not in the registry any more.");
            case ReceiverLookup.Found.Unreachable unreachable ->
                new Addressed(known, "The registry or the receiver's authorization server cannot be reached.");
        };
    }

    /** Tells that endpoints may have moved: the next sweep looks whether a pending notification has a new address. */
    public void registryChanged() {
        registryChanged.set(true);
    }

    private void hurryToNewAddresses(List<Transfer> pending, Instant now) {
        if (registryChanged.getAndSet(false)) {
            pending.stream()
                    .filter(transfer -> transfer.notification().attempts() > 0)
                    .limit(LOOKED_UP_AT_ONCE)
                    .filter(transfer -> moved(transfer.receiver()))
                    .forEach(transfer -> due.put(transfer.id(), now));
        }
    }

    private boolean moved(Receiver receiver) {
        return receiver.organisation() != null
                && receivers
                        .notificationAddress(receiver.organisation())
                        .filter(address -> !address.equals(receiver.notification()))
                        .isPresent();
    }

    /** Asks for an attempt of every pending notification that is due; also finds what a crash left behind. */
    public void sweep() {
        Instant now = clock.instant();
        List<Transfer> pending =
                store.unsettled().stream().filter(Notifier::pending).toList();
        due.keySet().retainAll(pending.stream().map(Transfer::id).collect(Collectors.toSet()));
        hurryToNewAddresses(pending, now);
        for (Transfer transfer : pending) {
            Instant when = due.computeIfAbsent(transfer.id(), id -> now.plus(FIRST_PAUSE));
            if (!now.isBefore(when)) {
                due.put(transfer.id(), now.plus(LONGEST_PAUSE));
                queue.enqueue(transfer.id(), transfer.notification().attempts() + 1);
            }
        }
    }

    private static boolean pending(Transfer transfer) {
        return transfer.phase() == Phase.RUNNING && transfer.notification().state() == State.PENDING;
    }

    /** 2 seconds, doubled after each attempt, at most an hour. */
    static Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
