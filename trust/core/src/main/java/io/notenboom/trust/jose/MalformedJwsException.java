// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

/** A text is not a compact JWS. The message says what is wrong and holds none of the text. */
public class MalformedJwsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong */
    public MalformedJwsException(String message) {
        super(message);
    }
}
