// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

/** Asks for the notification of a change of a Task. */
public final class Telling {

    private final TransferStore store;
    private final NotificationQueue queue;

    /** Over store and queue. */
    public Telling(TransferStore store, NotificationQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** Asks for a notification of this change, whatever became of the one before; none for a receiver without an address. */
    public Transfer again(Transfer transfer) {
        if (!transfer.receiver().addressable()) {
            return transfer;
        }
        Transfer told = store.change(
                        transfer.id(), known -> known.with(known.notification().ofNextChange()))
                .orElse(transfer);
        queue.enqueueStored(told.id());
        return told;
    }
}
