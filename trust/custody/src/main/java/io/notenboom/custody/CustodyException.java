// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

/** The custodian could not do what was asked; the message carries no secret. */
public class CustodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, fit for an operator's eyes */
    public CustodyException(String message) {
        super(message);
    }

    /** @param message what failed, fit for an operator's eyes */
    public CustodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
