// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Transfers and inbox in memory. */
public final class InMemoryTransferStore implements TransferStore {

    private final Map<String, Transfer> transfers = new ConcurrentHashMap<>();
    private final Map<String, KeyUse> keys = new ConcurrentHashMap<>();
    private final Map<String, ReceivedNotification> received = new ConcurrentHashMap<>();
    private final Map<String, String> senders = new ConcurrentHashMap<>();

    @Override
    public void put(Transfer transfer) {
        transfers.put(transfer.id(), transfer);
    }

    @Override
    public boolean replace(Transfer known, Transfer next) {
        return transfers.replace(known.id(), known, next);
    }

    @Override
    public Optional<Transfer> find(String id) {
        return Optional.ofNullable(transfers.get(id));
    }

    @Override
    public List<Transfer> unsettled() {
        return transfers.values().stream()
                .filter(transfer -> !transfer.settled())
                .toList();
    }

    @Override
    public List<Transfer> latest(Optional<String> after, int limit, Predicate<Transfer> wanted) {
        return transfers.values().stream()
                .filter(transfer -> after.isEmpty() || transfer.id().compareTo(after.get()) < 0)
                .filter(wanted)
                .sorted(Comparator.comparing(Transfer::id).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public KeyUse claim(String key, KeyUse use) {
        KeyUse earlier = keys.putIfAbsent(key, use);
        return earlier == null ? use : earlier;
    }

    @Override
    public boolean keep(String key, KeyUse use) {
        return use.equals(keys.get(key));
    }

    @Override
    public void release(String key, KeyUse use) {
        boolean unused = keys.remove(key, use);
    }

    /** As if so much time had passed that claims end which nobody kept: those of transfers that were never stored. */
    void claimsEnd() {
        keys.values().removeIf(use -> !transfers.containsKey(use.transfer()));
    }

    @Override
    public List<Transfer> undelivered() {
        return transfers.values().stream()
                .filter(transfer -> transfer.notification().state() == Transfer.Notification.State.GIVEN_UP)
                .toList();
    }

    @Override
    public boolean add(ReceivedNotification notification, String sender) {
        senders.put(notification.id(), sender);
        return received.putIfAbsent(notification.id(), notification) == null;
    }

    @Override
    public int receivedOf(String sender) {
        return (int) senders.values().stream().filter(sender::equals).count();
    }

    @Override
    public boolean replace(ReceivedNotification known, ReceivedNotification next) {
        return received.replace(known.id(), known, next);
    }

    @Override
    public Optional<ReceivedNotification> findReceived(String id) {
        return Optional.ofNullable(received.get(id));
    }

    @Override
    public List<ReceivedNotification> received() {
        return List.copyOf(received.values());
    }
}
