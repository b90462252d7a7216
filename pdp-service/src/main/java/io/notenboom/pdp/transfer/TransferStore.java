// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Where transfers and the inbox are kept. Every write is durable when it returns; every method throws a
 * {@link RuntimeException} when the store cannot be reached.
 */
public interface TransferStore {

    /** How often a change that was overtaken is made again. */
    int CHANGE_TRIES = 50;

    /** Stores or replaces a transfer. */
    void put(Transfer transfer);

    /** One transfer. */
    Optional<Transfer> find(String id);

    /**
     * Stores the next form of a transfer if the stored one is still the one known; atomic.
     *
     * @return whether it was stored; nothing was written if not
     */
    @CheckReturnValue
    boolean replace(Transfer known, Transfer next);

    /**
     * Changes a transfer as it is now; of changes at the same time none is lost.
     *
     * @param step what it becomes; may be called several times, the last call counts
     * @return as it is afterwards; empty when there is no such transfer
     */
    default Optional<Transfer> change(String id, UnaryOperator<Transfer> step) {
        return changed(() -> find(id), step, this::replace);
    }

    private static <T> Optional<T> changed(
            Supplier<Optional<T>> find, UnaryOperator<T> step, BiPredicate<T, T> replace) {
        for (int attempt = 0; attempt < CHANGE_TRIES; attempt++) {
            Optional<T> known = find.get();
            if (known.isEmpty()) {
                return known;
            }
            T next = step.apply(known.get());
            if (next.equals(known.get()) || replace.test(known.get(), next)) {
                return Optional.of(next);
            }
        }
        throw new IllegalStateException("A record of a transfer is changed too often at one time.");
    }

    /** The transfers that are not settled; what repair and notifying look at, whatever the number of settled ones. */
    List<Transfer> unsettled();

    /**
     * Transfers by id, newest first.
     *
     * @param after only those older than the one with this id; empty for the newest
     * @param wanted which to take
     */
    List<Transfer> latest(Optional<String> after, int limit, Predicate<Transfer> wanted);

    /**
     * Takes an idempotency key for a transfer unless it is taken; atomic. The claim ends after ten minutes, longer than any
     * start takes, unless it is kept.
     *
     * @param key hash of caller and key
     * @param use this transfer and the hash of its request
     * @return the use of the key that counts: this one, or the earlier one
     */
    @CheckReturnValue
    KeyUse claim(String key, KeyUse use);

    /**
     * Keeps a claim for a day, if it is still this one; atomic.
     *
     * @return whether it is
     */
    @CheckReturnValue
    boolean keep(String key, KeyUse use);

    /** Gives a claim up, if it is still this one: the key can be used again. Atomic. */
    void release(String key, KeyUse use);

    /**
     * Stores a notification of a Task that is not known yet, under its sender; it ends after a year. Atomic.
     *
     * @return whether it was stored; nothing was written if there is one already
     */
    @CheckReturnValue
    boolean add(ReceivedNotification notification, String sender);

    /** How many of a sender there are; those that ended count until they are noticed. */
    int receivedOf(String sender);

    /**
     * Stores the next form of a notification received if the stored one is still the one known; it ends a year from now. Atomic.
     *
     * @return whether it was stored; nothing was written if not
     */
    @CheckReturnValue
    boolean replace(ReceivedNotification known, ReceivedNotification next);

    /** {@link #change} of a notification received. */
    default Optional<ReceivedNotification> changeReceived(String id, UnaryOperator<ReceivedNotification> step) {
        return changed(() -> findReceived(id), step, this::replace);
    }

    /** The running transfers whose notification was given up; what an operator looks after. */
    List<Transfer> undelivered();

    /** One notification received. */
    Optional<ReceivedNotification> findReceived(String id);

    /** All notifications received. */
    List<ReceivedNotification> received();

    /** What an idempotency key was used for. */
    record KeyUse(String transfer, String request) {}
}
