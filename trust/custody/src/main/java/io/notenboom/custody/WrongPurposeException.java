// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

/** The key exists, but was created for another purpose. */
public class WrongPurposeException extends CustodyException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, fit for an operator's eyes */
    public WrongPurposeException(String message) {
        super(message);
    }

    /** @param message what failed, fit for an operator's eyes */
    public WrongPurposeException(String message, Throwable cause) {
        super(message, cause);
    }
}
