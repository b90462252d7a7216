// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.admission;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;

/**
 * Decides who begins, who waits and who is turned away; it runs nothing. How long a newcomer would wait is the number of those
 * before it times the time between two that finish, which is measured while somebody waits: that is what the machine can do
 * at present, whatever it is that takes the time. Times are those of {@link System#nanoTime}. For one thread at a time.
 */
@CheckReturnValue
final class WaitingRoom {

    /** Part that one more measurement has in the mean: about the last twenty count. */
    private static final double WEIGHT = 0.1;

    private final int places;
    private final int seats;
    private final long longestWaitNanos;
    private int working;
    private int waiting;
    private double intervalNanos;
    private long lastFinish;
    private boolean wasFull;

    /**
     * An empty one.
     *
     * @param places most that are worked on at one time, at least 1
     * @param seats most that wait at one time, 0 or more
     * @param longestWait longest time that it is worth waiting
     */
    WaitingRoom(int places, int seats, Duration longestWait) {
        if (places < 1 || seats < 0 || longestWait.isNegative()) {
            throw new IllegalArgumentException("at least one place, and no negative limits");
        }
        this.places = places;
        this.seats = seats;
        this.longestWaitNanos = longestWait.toNanos();
    }

    /** What somebody is told who arrives. */
    enum Decision {
        BEGIN,
        WAIT,
        TURNED_AWAY
    }

    /** Somebody arrives; whoever is told to begin or to wait counts from now on. One may always wait: by that is measured. */
    Decision arrive(long now) {
        if (working < places && waiting == 0) {
            working++;
            return Decision.BEGIN;
        }
        if (waiting >= seats || (waiting > 0 && expectedWaitNanos(now) > longestWaitNanos)) {
            return Decision.TURNED_AWAY;
        }
        if (waiting == 0 && !wasFull) {
            // the first who waits: what went before says nothing about a full house
            lastFinish = now;
            wasFull = true;
        }
        waiting++;
        return Decision.WAIT;
    }

    /**
     * Somebody who began has finished.
     *
     * @return whether the one who has waited longest begins now; it counts as working
     */
    boolean finish(long now) {
        if (wasFull) {
            double interval = now - lastFinish;
            intervalNanos = intervalNanos == 0 ? interval : intervalNanos + WEIGHT * (interval - intervalNanos);
        }
        lastFinish = now;
        wasFull = waiting > 0;
        working--;
        if (waiting == 0) {
            return false;
        }
        waiting--;
        working++;
        return true;
    }

    /** Somebody who waited leaves without having begun. */
    void giveUp() {
        waiting--;
    }

    /** How long somebody would wait who arrives now; 0 while there is a free place. */
    long expectedWaitNanos(long now) {
        if (working < places && waiting == 0) {
            return 0;
        }
        // when nothing finishes, the time since then says more than what was measured before
        double interval = wasFull ? Math.max(intervalNanos, now - lastFinish) : intervalNanos;
        return (long) ((waiting + 1) * interval);
    }

    int working() {
        return working;
    }

    int waiting() {
        return waiting;
    }
}
