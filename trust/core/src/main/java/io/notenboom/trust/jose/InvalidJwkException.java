// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

/** A JSON Web Key that cannot be used to verify signatures here. */
public final class InvalidJwkException extends JoseException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, fit to be shown to the sender */
    public InvalidJwkException(String message) {
        super(message);
    }
}
