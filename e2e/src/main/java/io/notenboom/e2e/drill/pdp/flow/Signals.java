// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import io.notenboom.e2e.client.StepFailure;
import java.io.IOException;

/** Stops a process where it is, and lets it go on, as a machine does that hangs. */
final class Signals {

    private Signals() {}

    /** It runs no further until {@link #goOn}. */
    static void hold(long process) {
        send("-STOP", process);
    }

    /** It goes on where it was. */
    static void goOn(long process) {
        send("-CONT", process);
    }

    private static void send(String signal, long process) {
        try {
            int status = new ProcessBuilder("kill", signal, Long.toString(process))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new StepFailure("kill " + signal + " " + process + " ended with " + status);
            }
        } catch (IOException failure) {
            throw new StepFailure("this machine has no kill: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure("interrupted");
        }
    }
}
