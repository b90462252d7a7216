// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem answer. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient @Nullable Duration retryAfter;

    /** @param detail what the caller should do; no exception text, nothing remote, no personal data */
    public ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
        this.retryAfter = null;
    }

    /** @param detail what the caller should do; @param cause for the log, never for the caller */
    public ProblemException(ProblemType type, String detail, Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.retryAfter = null;
    }

    /**
     * Ends a request that can pass later.
     *
     * @param detail what the caller should do; no exception text, nothing remote, no personal data
     * @param retryAfter how long the caller should wait, told in {@code Retry-After} in whole seconds (RFC 9110 §10.2.3),
     *     rounded up, at least one
     */
    public ProblemException(ProblemType type, String detail, Duration retryAfter) {
        super(detail);
        this.type = type;
        this.retryAfter = retryAfter;
    }

    /** Seconds that the caller should wait; empty if waiting does not help or the time is not known. */
    public OptionalLong retryAfterSeconds() {
        Duration wait = retryAfter;
        return wait == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /** What kind of problem. */
    public ProblemType type() {
        return type;
    }
}
