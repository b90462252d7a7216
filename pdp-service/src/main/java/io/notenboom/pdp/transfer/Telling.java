// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

/** Asks for the notification of a change of a Task. */
public final class Telling {

    private static final int ATTEMPTS = 3;

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
        Transfer known = transfer;
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Transfer told = known.with(known.notification().ofNextChange());
            if (store.replace(known, told)) {
                queue.enqueueStored(told.id());
                return told;
            }
            known = store.find(transfer.id()).orElse(known);
        }
        Transfer told = known.with(known.notification().ofNextChange());
        store.put(told);
        queue.enqueueStored(told.id());
        return told;
    }
}
