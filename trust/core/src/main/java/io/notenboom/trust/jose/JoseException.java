// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

/** A JOSE object that is not accepted. The message is fit to be shown to the sender and quotes nothing from the object. */
public abstract sealed class JoseException extends RuntimeException
        permits MalformedJwsException, InvalidSignatureException, InvalidJwkException {

    private static final long serialVersionUID = 1L;

    JoseException(String message) {
        super(message);
    }
}
