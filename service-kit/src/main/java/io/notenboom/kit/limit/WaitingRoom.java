// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps those who are over a limit waiting a moment before they are told: who asks again at once, whatever the answer, is slowed
 * down to some requests a second for each connection, and those who keep to their limit do not notice. Room for
 * {@value #PLACES}; who finds none is told at once. Safe for many threads.
 */
public final class WaitingRoom {

    /** How long one waits. */
    public static final Duration WAIT = Duration.ofMillis(100);

    private static final int PLACES = 1_000;

    private final AtomicInteger waiting = new AtomicInteger();

    /** Takes a place, if there is one; then {@link #leave} has to follow. */
    public boolean enter() {
        if (waiting.incrementAndGet() <= PLACES) {
            return true;
        }
        leave();
        return false;
    }

    /** Gives the place back. */
    public void leave() {
        int unused = waiting.decrementAndGet();
    }

    /** Waits on a virtual thread; nothing on another one, which others may need, nor without a place. */
    public void sit() {
        if (!Thread.currentThread().isVirtual() || !enter()) {
            return;
        }
        try {
            Thread.sleep(WAIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            leave();
        }
    }
}
