// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

/** A text that is not a strict compact JWS. */
public final class MalformedJwsException extends JoseException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, fit to be shown to the sender */
    public MalformedJwsException(String message) {
        super(message);
    }
}
