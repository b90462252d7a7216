// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

/** A trial cannot be read; the message says what to correct. */
public class TrialException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what to correct */
    public TrialException(String message) {
        super(message);
    }
}
