// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

/** A step of a token request refuses; the endpoint makes it its outcome. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient OAuthError error;
    private final boolean atKeys;

    RefusedException(OAuthError error) {
        this(error, false);
    }

    /** @param atKeys whether a key could not be had or a signature is wrong: what costs us most, and honest clients seldom do */
    RefusedException(OAuthError error, boolean atKeys) {
        super(error.description());
        this.error = error;
        this.atKeys = atKeys;
    }

    boolean atKeys() {
        return atKeys;
    }

    OAuthError error() {
        return error;
    }
}
