// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.process.ProcessStartException;
import java.io.PrintStream;

/** Runs checks one after another, tells what each did and saw, and ends with the line {@code N passed, N failed}. */
public final class Drill {

    private static final long MILLION = 1_000_000;

    private final PrintStream out;
    private int passed;
    private int failed;
    private int notRun;

    /** @param out where the lines go */
    public Drill(PrintStream out) {
        this.out = out;
    }

    /** Something that must hold. */
    @FunctionalInterface
    public interface Check {

        /**
         * Does it.
         *
         * @return what was seen, in a few words
         * @throws Exception that says why it does not hold
         */
        String run() throws Exception;
    }

    /** Runs a check, counts it, and answers whether it passed, so that what builds on it can be left out. */
    public boolean check(String what, Check check) {
        long start = System.nanoTime();
        try {
            String seen = check.run();
            passed++;
            out.printf("  ✔ %s: %s (%d ms)%n", what, seen, (System.nanoTime() - start) / MILLION);
            return true;
        } catch (StepFailure | ProcessStartException | IllegalStateException failure) {
            failed(what, String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failed(what, "interrupted");
        } catch (Exception failure) {
            failed(what, failure.toString());
        }
        return false;
    }

    /** Says that a check was not made, and why; it counts neither as passed nor as failed. */
    public void notRun(String what, String why) {
        notRun++;
        out.printf("  – %s: not run: %s%n", what, why);
    }

    /** Says something that belongs to the checks around it. */
    public void note(String text) {
        out.printf("    %s%n", text);
    }

    private void failed(String what, String why) {
        failed++;
        out.printf("  ✘ %s: %s%n", what, why);
    }

    /** Prints the closing line and answers the exit status: 0 only if checks were made and none failed. */
    public int finish() {
        if (notRun > 0) {
            out.printf("    %d not run%n", notRun);
        }
        out.printf("%d passed, %d failed%n", passed, failed);
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
