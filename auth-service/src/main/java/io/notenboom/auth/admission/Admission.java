// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.admission;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works on a limited number of requests at one time. Further ones wait in the order in which they came, as long as that is worth it;
 * whoever would have to wait longer is turned away at once, instead of being served when what it presented has ended. Blocks
 * the calling thread, so call it on a virtual one. Safe for many threads.
 */
@CheckReturnValue
public final class Admission {

    /** Most that wait at one time for each place. */
    public static final int SEATS_FOR_EACH_PLACE = 16;

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final WaitingRoom room;
    private final Deque<Ticket> tickets = new ArrayDeque<>();
    private final Duration longestWait;
    private final LongSupplier nanoTime;
    private final LongAdder turnedAway = new LongAdder();

    /** Somebody who waits. */
    private static final class Ticket {
        private final Semaphore called = new Semaphore(0);
    }

    /**
     * What came of a request.
     *
     * @param <T> of the work
     */
    public sealed interface Outcome<T> {

        /** The work was done. */
        record Done<T>(T result) implements Outcome<T> {}

        /**
         * The work was not begun.
         *
         * @param retryAfter when there may be room, 1 to 30 whole seconds
         */
        record TurnedAway<T>(Duration retryAfter) implements Outcome<T> {}
    }

    /**
     * Lets requests in.
     *
     * @param places most that are worked on at one time, at least 1
     * @param longestWait longest time that a request waits
     */
    public Admission(int places, Duration longestWait) {
        this(places, longestWait, System::nanoTime);
    }

    Admission(int places, Duration longestWait, LongSupplier nanoTime) {
        this.room = new WaitingRoom(places, places * SEATS_FOR_EACH_PLACE, longestWait);
        this.longestWait = longestWait;
        this.nanoTime = nanoTime;
    }

    /** Does the work when there is room for it in time; what it throws is thrown. */
    public <T> Outcome<T> admit(Supplier<T> work) {
        Ticket ticket = null;
        synchronized (room) {
            switch (room.arrive(nanoTime.getAsLong())) {
                case BEGIN -> {
                    // goes on below
                }
                case WAIT -> {
                    ticket = new Ticket();
                    tickets.addLast(ticket);
                }
                case TURNED_AWAY -> {
                    return turnedAway();
                }
            }
        }
        if (ticket != null && !begins(ticket)) {
            return turnedAway();
        }
        try {
            return new Outcome.Done<>(work.get());
        } finally {
            finish();
        }
    }

    private boolean begins(Ticket ticket) {
        try {
            if (ticket.called.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (room) {
            if (tickets.remove(ticket)) {
                room.giveUp();
                return false;
            }
        }
        // called in the very moment in which the time was over
        return true;
    }

    private void finish() {
        Ticket next = null;
        synchronized (room) {
            if (room.finish(nanoTime.getAsLong())) {
                next = tickets.pollFirst();
            }
        }
        call(next);
    }

    private static void call(@Nullable Ticket next) {
        if (next != null) {
            next.called.release();
        }
    }

    private <T> Outcome<T> turnedAway() {
        turnedAway.increment();
        long seconds = expectedWait().plusSeconds(1).toSeconds();
        return new Outcome.TurnedAway<>(Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY.toSeconds())));
    }

    /** How long somebody would wait who arrived now. */
    public Duration expectedWait() {
        synchronized (room) {
            return Duration.ofNanos(room.expectedWaitNanos(nanoTime.getAsLong()));
        }
    }

    /** How many are worked on. */
    public int working() {
        synchronized (room) {
            return room.working();
        }
    }

    /** How many wait. */
    public int waiting() {
        synchronized (room) {
            return room.waiting();
        }
    }

    /** How many were turned away since the start. */
    public long turnedAwayCount() {
        return turnedAway.sum();
    }
}
