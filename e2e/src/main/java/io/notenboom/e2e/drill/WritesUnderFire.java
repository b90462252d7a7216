// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.process.Supervision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes again and again while a process is killed without warning, and checks afterwards that everything that was acknowledged
 * is still there.
 */
public final class WritesUnderFire {

    private static final int WRITES_BEFORE_KILL = 3;
    private static final int WRITES_AFTER_KILL = 2;
    private static final long LONGEST_NANOS = 90_000_000_000L;

    private final Supervision supervision;

    /** @param supervision runs the process that is killed */
    public WritesUnderFire(Supervision supervision) {
        this.supervision = supervision;
    }

    /**
     * Runs it.
     *
     * @param process which process is killed
     * @param write makes the write with a number; answers what to look for, or nothing if it was not acknowledged
     * @param stillThere looks for it
     * @return what was seen
     */
    public String run(String process, Function<Integer, Optional<String>> write, Predicate<String> stillThere) {
        List<String> acknowledged = new CopyOnWriteArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger number = new AtomicInteger();
        Thread writer = Thread.startVirtualThread(() -> {
            while (!stop.get()) {
                attempt(write, number.incrementAndGet()).ifPresent(acknowledged::add);
            }
        });
        try {
            awaitWrites(acknowledged, WRITES_BEFORE_KILL);
            var unused = supervision.killAndAwaitRestart(process);
            awaitWrites(acknowledged, acknowledged.size() + WRITES_AFTER_KILL);
        } finally {
            stop.set(true);
            join(writer);
        }
        List<String> lost = acknowledged.stream().filter(stillThere.negate()).toList();
        if (!lost.isEmpty()) {
            throw new StepFailure(
                    lost.size() + " of " + acknowledged.size() + " acknowledged writes are lost: " + lost);
        }
        return "all " + acknowledged.size() + " acknowledged writes of " + number.get() + " are there";
    }

    private static Optional<String> attempt(Function<Integer, Optional<String>> write, int number) {
        try {
            return write.apply(number);
        } catch (StepFailure notAcknowledged) {
            LockSupport.parkNanos(50_000_000L);
            return Optional.empty();
        }
    }

    private static void awaitWrites(List<String> acknowledged, int count) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (acknowledged.size() < count) {
            if (System.nanoTime() - end > 0) {
                throw new StepFailure(
                        "only " + acknowledged.size() + " writes were acknowledged, waiting for " + count);
            }
            LockSupport.parkNanos(5_000_000L);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
