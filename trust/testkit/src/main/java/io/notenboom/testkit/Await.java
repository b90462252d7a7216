// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what happens by itself, where there is no event to wait for. */
public final class Await {

    private static final int PAUSE_MILLISECONDS = 10;
    private static final int PAUSES = 3_000;

    private Await() {}

    /**
     * Returns when it is so.
     *
     * @param what is waited for, for the message
     * @throws AssertionError when it is not so within half a minute
     */
    public static void until(BooleanSupplier condition, String what) {
        for (int pause = 0; pause < PAUSES; pause++) {
            if (condition.getAsBoolean()) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what, interrupted);
            }
        }
        throw new AssertionError("it did not happen within half a minute: " + what);
    }
}
