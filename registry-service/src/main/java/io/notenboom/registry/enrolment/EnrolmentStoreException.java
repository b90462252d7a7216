// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

/** Enrolment data could not be read or written; the message says what an operator can do. */
public final class EnrolmentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do */
    public EnrolmentStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
