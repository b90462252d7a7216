// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

/** The Foundation cannot be reached, is not configured, or gave an answer that cannot be used. */
public final class FoundationUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what the operator can do */
    public FoundationUnavailableException(String message) {
        super(message);
    }

    /** @param message what the operator can do */
    public FoundationUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
