// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.live;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the streams when there is something new; nobody who looks at the count before reading misses a change. */
final class Wakening {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;
    private boolean ended;

    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    void changed() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change since {@code seen}; false if there was none in that time. */
    boolean await(long seen, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (changes == seen && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return changes != seen;
        } finally {
            lock.unlock();
        }
    }
}
