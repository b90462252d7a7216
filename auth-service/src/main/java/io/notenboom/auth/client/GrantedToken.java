// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import io.notenboom.trust.secret.Secret;
import java.util.Objects;

/**
 * The answer of a token endpoint.
 *
 * @param token the token
 * @param tokenType {@code DPoP} or {@code Bearer}
 * @param expiresInSeconds how long it lives, more than 0
 * @param scope the scope that was granted
 */
public record GrantedToken(Secret token, String tokenType, long expiresInSeconds, String scope) {

    /** Checks that no part is missing. */
    public GrantedToken {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(tokenType, "tokenType");
        Objects.requireNonNull(scope, "scope");
    }
}
