// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.process.ProcessStartException;
import java.io.PrintStream;

/** Runs checks, tells each, and ends with the line {@code N passed, N failed}. */
final class Drill {

    private final PrintStream out;
    private int passed;
    private int failed;

    Drill(PrintStream out) {
        this.out = out;
    }

    /** Something that must hold; throws what says why it does not. */
    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }

    /** Runs a check and counts it. */
    void check(String what, Check check) {
        long start = System.nanoTime();
        try {
            check.run();
            passed++;
            out.printf("  ✔ %s (%d ms)%n", what, (System.nanoTime() - start) / 1_000_000);
        } catch (StepFailure | ProcessStartException | IllegalStateException failure) {
            failed(what, String.valueOf(failure.getMessage()));
        } catch (Exception failure) {
            failed(what, failure.toString());
        }
    }

    private void failed(String what, String why) {
        failed++;
        out.printf("  ✘ %s: %s%n", what, why);
    }

    /** Prints the closing line and answers the exit status. */
    int finish() {
        out.printf("%d passed, %d failed%n", passed, failed);
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
