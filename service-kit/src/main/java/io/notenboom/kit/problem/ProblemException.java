// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

/** Ends a request with a problem answer. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;

    /** @param detail what the caller should do; no exception text, nothing remote, no personal data */
    public ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    /** @param detail what the caller should do; @param cause for the log, never for the caller */
    public ProblemException(ProblemType type, String detail, Throwable cause) {
        super(detail, cause);
        this.type = type;
    }

    /** What kind of problem. */
    public ProblemType type() {
        return type;
    }
}
