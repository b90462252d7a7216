// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks again and again until there is an answer, for states of another process that announces nothing to its clients. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Await() {}

    /**
     * The first value that the question gives.
     *
     * @param what in words, for the failure
     * @throws StepFailure if there is none within the time
     */
    public static <T> T until(String what, Duration time, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new StepFailure("interrupted while waiting for " + what);
            }
            if (System.nanoTime() - end >= 0) {
                throw new StepFailure("waited " + time.toSeconds() + " s in vain: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
