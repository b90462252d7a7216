// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

/** A logged decision cannot be made again; the message says why. */
public class UnreadableQuestionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message why */
    public UnreadableQuestionException(String message) {
        super(message);
    }
}
