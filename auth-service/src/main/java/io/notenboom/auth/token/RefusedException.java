// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

/** A step of a token request refuses; the endpoint makes it its outcome. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient OAuthError error;

    RefusedException(OAuthError error) {
        super(error.description());
        this.error = error;
    }

    OAuthError error() {
        return error;
    }
}
