// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transfers and inbox in memory. */
final class InMemoryTransferStore implements TransferStore {

    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private final Map<String, KeyUse> keys = new HashMap<>();
    private final Map<String, ReceivedNotification> received = new LinkedHashMap<>();

    @Override
    public void put(Transfer transfer) {
        transfers.put(transfer.id(), transfer);
    }

    @Override
    public Optional<Transfer> find(String id) {
        return Optional.ofNullable(transfers.get(id));
    }

    @Override
    public List<Transfer> all() {
        return List.copyOf(transfers.values());
    }

    @Override
    public KeyUse claim(String key, KeyUse use) {
        KeyUse earlier = keys.putIfAbsent(key, use);
        return earlier == null ? use : earlier;
    }

    @Override
    public void put(ReceivedNotification notification) {
        received.put(notification.id(), notification);
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
