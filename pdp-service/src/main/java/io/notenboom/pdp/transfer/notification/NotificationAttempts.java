// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.notification;

import io.notenboom.pdp.transfer.Notifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Makes attempts side by side, so that a receiver that takes long holds up its own notifications only. One that is under way is
 * not made twice; what fails without an outcome the sweep asks for again.
 */
public final class NotificationAttempts implements AutoCloseable {

    /** Most attempts at one time; whoever asks for more waits. */
    public static final int AT_ONCE = 64;

    private final Notifier notifier;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Of a notifier. */
    public NotificationAttempts(Notifier notifier) {
        this.notifier = notifier;
    }

    /** Begins an attempt; returns when there is room for it. */
    public void begin(String transfer, int attempt) {
        if (underWay.add(transfer)) {
            room.acquireUninterruptibly();
            threads.execute(() -> make(transfer, attempt));
        }
    }

    private void make(String transfer, int attempt) {
        try {
            notifier.attempt(transfer, attempt);
        } catch (RuntimeException failed) {
            System.getLogger(NotificationAttempts.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "Notification of transfer {0} not tried: {1}",
                            transfer,
                            failed.getClass().getSimpleName());
        } finally {
            underWay.remove(transfer);
            room.release();
        }
    }

    /** Returns when those under way are made; begins no others. */
    @Override
    public void close() {
        threads.close();
    }
}
