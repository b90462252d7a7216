// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

/** A chained log cannot be written or read; what was being appended is not known to be stored. */
public class LogFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed */
    public LogFailureException(String message) {
        super(message);
    }

    /** @param message what failed; @param cause why */
    public LogFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
