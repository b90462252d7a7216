// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

/** Queue of notifications to send ({@code transfer.notify}); at least once. */
@FunctionalInterface
public interface NotificationQueue {

    /**
     * Asks for an attempt.
     *
     * @param attempt 1 for the first
     * @throws RuntimeException when the queue cannot be reached; the sweep asks again
     */
    void enqueue(String transfer, int attempt);

    /** Asks for the first attempt of a notification that is stored; when the queue cannot be reached, the sweep asks again. */
    default void enqueueStored(String transfer) {
        try {
            enqueue(transfer, 1);
        } catch (RuntimeException later) {
            System.getLogger(NotificationQueue.class.getName())
                    .log(System.Logger.Level.WARNING, "Notification of transfer {0} not queued yet", transfer);
        }
    }
}
