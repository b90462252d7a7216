// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

/** A process could not be started, ended before it was ready, or was not ready in time. The message names its log. */
public class ProcessStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what happened, with the last lines of the log */
    public ProcessStartException(String message) {
        super(message);
    }
}
