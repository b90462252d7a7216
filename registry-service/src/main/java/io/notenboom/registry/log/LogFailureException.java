// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

import org.jspecify.annotations.Nullable;

/** The medium of the log failed, or what it holds is damaged. The message says what an operator can do. */
public final class LogFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do */
    public LogFailureException(String message) {
        super(message);
    }

    /** @param message what failed and what to do */
    public LogFailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
