// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

/** No unused key of the purpose is left; the host has to create more. */
public class NoKeyAvailableException extends CustodyException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, fit for an operator's eyes */
    public NoKeyAvailableException(String message) {
        super(message);
    }

    /** @param message what failed, fit for an operator's eyes */
    public NoKeyAvailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
