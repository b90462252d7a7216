// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

/** An event could not be published; nothing is known to be stored. */
public class BusUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed; @param cause why */
    public BusUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
