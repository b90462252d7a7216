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
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Sends notifications and tries again, later and later, until the last attempt. */
public final class Notifier {

    /** Most attempts where nothing else is said; with the pauses between them about five hours. */
    public static final int MAX_ATTEMPTS = 16;

    private static final int LOOKED_UP_AT_ONCE = 100;

    /** An attempt that was asked for and not made by then got lost, and is asked for again. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(1);

    private final TransferStore store;
    private final ReceiverLookup receivers;
    private final NotificationSender sender;
    private final NotificationQueue queue;
    private final InstantSource clock;
    private final Schedule schedule;
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final AtomicBoolean registryChanged = new AtomicBoolean();

    /**
     * When it is tried again.
     *
     * @param attempts most attempts
     * @param firstPause after the first attempt; doubled after each
     * @param longestPause most that a pause becomes
     * @param random lengthens pauses by up to a quarter, so that what failed together is not tried together
     */
    public record Schedule(int attempts, Duration firstPause, Duration longestPause, RandomGenerator random) {

        /** What is done where nothing else is said: 16 attempts, after 2 seconds, at most an hour apart. */
        public static Schedule standard(RandomGenerator random) {
            return new Schedule(MAX_ATTEMPTS, Duration.ofSeconds(2), Duration.ofHours(1), random);
        }

        /** The pause after an attempt, not lengthened yet. */
        Duration pause(int attempt) {
            Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
            return pause.compareTo(longestPause) > 0 ? longestPause : pause;
        }

        private Duration lengthened(int attempt) {
            Duration pause = pause(attempt);
            return pause.plusMillis((long) (pause.toMillis() * random.nextDouble() / 4));
        }
    }

    /** Over its parts. */
    public Notifier(
            TransferStore store,
            ReceiverLookup receivers,
            NotificationSender sender,
            NotificationQueue queue,
            InstantSource clock,
            Schedule schedule) {
        this.store = store;
        this.receivers = receivers;
        this.sender = sender;
        this.queue = queue;
        this.clock = clock;
        this.schedule = schedule;
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
            due.put(transferId, clock.instant().plus(schedule.lengthened(attempt)));
        } else {
            due.remove(transferId);
        }
    }

    private Notification after(Notification before, int attempt, Delivery delivery) {
        return switch (delivery) {
            case Delivery.Delivered delivered -> before.after(attempt, State.DELIVERED, "");
            case Delivery.Failed failed ->
                before.after(attempt, attempt >= schedule.attempts() ? State.GIVEN_UP : State.PENDING, failed.what());
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
            Instant when = due.computeIfAbsent(transfer.id(), id -> now.plus(schedule.firstPause()));
            if (!now.isBefore(when)) {
                queue.enqueue(transfer.id(), transfer.notification().attempts() + 1);
                due.put(transfer.id(), now.plus(LOST_AFTER));
            }
        }
    }

    private static boolean pending(Transfer transfer) {
        return transfer.phase() == Phase.RUNNING && transfer.notification().state() == State.PENDING;
    }

    /**
     * Tries a notification that was given up, or that waits, again from the first attempt on.
     *
     * @return the transfer as it is now; empty when it has no notification that can be tried
     */
    public Optional<Transfer> retry(Transfer transfer) {
        boolean triable =
                transfer.phase() == Phase.RUNNING && transfer.receiver().addressable();
        Transfer next = transfer.with(transfer.notification().again());
        if (!triable || !store.replace(transfer, next)) {
            return Optional.empty();
        }
        due.remove(transfer.id());
        queue.enqueueStored(transfer.id());
        return Optional.of(next);
    }

    /**
     * Gives a notification up for good; the next change of the Task has its own.
     *
     * @return the transfer as it is now; empty when there is nothing to drop
     */
    public Optional<Transfer> drop(Transfer transfer) {
        boolean droppable = transfer.notification().state() == State.GIVEN_UP
                || transfer.notification().state() == State.PENDING;
        Transfer next = transfer.with(transfer.notification().dropped());
        if (!droppable || !store.replace(transfer, next)) {
            return Optional.empty();
        }
        due.remove(transfer.id());
        return Optional.of(next);
    }
}
