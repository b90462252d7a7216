// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.secret.Secret;

/** What came of a token request. */
@CheckReturnValue
public sealed interface TokenOutcome {

    /**
     * A token was given.
     *
     * @param token the token, 256 random bits in base64url; told once
     * @param details what was stored about it
     */
    record Issued(Secret token, AccessToken details) implements TokenOutcome {}

    /**
     * No token was given.
     *
     * @param error the answer
     * @param atKeys whether a key could not be had or a signature is wrong
     */
    record Refused(OAuthError error, boolean atKeys) implements TokenOutcome {}
}
