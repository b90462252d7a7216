// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

/** A search cannot be understood. The message tells the caller what to send instead. */
public final class InvalidSearchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what to send instead */
    public InvalidSearchException(String message) {
        super(message);
    }
}
