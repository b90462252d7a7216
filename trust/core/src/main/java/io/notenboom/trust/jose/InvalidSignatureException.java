// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

/** A JWS whose signature, algorithm, key or critical headers were not accepted; nothing in it may be believed. */
public final class InvalidSignatureException extends JoseException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, fit to be shown to the sender */
    public InvalidSignatureException(String message) {
        super(message);
    }
}
