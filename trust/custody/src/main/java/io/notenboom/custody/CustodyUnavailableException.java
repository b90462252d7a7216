// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import java.time.Duration;

/** The custodian cannot be used for now: unreachable, sealed, overloaded. The same call may work later. */
public class CustodyUnavailableException extends CustodyException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param message what failed and what to do, fit for an operator's eyes
     * @param retryAfter when it is worth while to try again
     */
    public CustodyUnavailableException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When it is worth while to try again; at least a second. */
    public Duration retryAfter() {
        return retryAfter.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : retryAfter;
    }
}
