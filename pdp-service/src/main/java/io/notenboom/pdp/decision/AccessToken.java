// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.flow.Party;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An active access token by what introspection (RFC 7662) said of it.
 *
 * @param origin who issued it, for whom
 * @param client the client by its identifiers
 * @param scopes each scope on its own
 * @param expires when it ends
 * @param keyThumbprint RFC 7638 thumbprint of the key it is bound to, if it is bound
 * @param claims the textual claims, among them what identifies a user
 */
public record AccessToken(
        Origin origin,
        Party client,
        Set<String> scopes,
        Instant expires,
        @Nullable String keyThumbprint,
        Map<String, String> claims) {

    public AccessToken {
        scopes = Set.copyOf(scopes);
        claims = Map.copyOf(claims);
    }

    /** The key that the token is bound to. */
    public Optional<String> boundTo() {
        return Optional.ofNullable(keyThumbprint);
    }

    /** A textual claim that is not empty. */
    public Optional<String> claim(String name) {
        return Optional.ofNullable(claims.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * Issuer and audiences of a token.
     *
     * @param issuer empty when introspection named none
     * @param audiences empty when introspection named none
     */
    public record Origin(String issuer, Set<String> audiences) {

        public Origin {
            audiences = Set.copyOf(audiences);
        }
    }
}
