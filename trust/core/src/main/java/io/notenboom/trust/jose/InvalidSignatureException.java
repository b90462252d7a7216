// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

/** A JWS may not be relied on: wrong signature, algorithm not allowed, key that does not fit, critical header not understood. */
public class InvalidSignatureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message why */
    public InvalidSignatureException(String message) {
        super(message);
    }
}
