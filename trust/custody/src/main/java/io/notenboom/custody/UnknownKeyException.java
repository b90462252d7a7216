// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

/** The custodian holds no key of this name. */
public class UnknownKeyException extends CustodyException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, fit for an operator's eyes */
    public UnknownKeyException(String message) {
        super(message);
    }

    /** @param message what failed, fit for an operator's eyes */
    public UnknownKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
