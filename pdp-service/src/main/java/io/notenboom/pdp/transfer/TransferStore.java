// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import java.util.List;
import java.util.Optional;

/**
 * Where transfers and the inbox are kept. Every write is durable when it returns; every method throws a
 * {@link RuntimeException} when the store cannot be reached.
 */
public interface TransferStore {

    /** Stores or replaces a transfer. */
    void put(Transfer transfer);

    /** One transfer. */
    Optional<Transfer> find(String id);

    /** All transfers. */
    List<Transfer> all();

    /**
     * Takes an idempotency key for a transfer unless it is taken.
     *
     * @param key hash of caller and key
     * @param use this transfer and the hash of its request
     * @return the use of the key that counts: this one, or the earlier one
     */
    KeyUse claim(String key, KeyUse use);

    /** Stores or replaces a notification received. */
    void put(ReceivedNotification notification);

    /** One notification received. */
    Optional<ReceivedNotification> findReceived(String id);

    /** All notifications received. */
    List<ReceivedNotification> received();

    /** What an idempotency key was used for. */
    record KeyUse(String transfer, String request) {}
}
