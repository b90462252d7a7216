// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

/** A request that is no question; the message says what to correct. */
public final class MalformedQuestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what to correct. */
    public MalformedQuestionException(String message) {
        super(message);
    }
}
