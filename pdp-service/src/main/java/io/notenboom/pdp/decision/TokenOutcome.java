// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the authorization server says of the access token. */
@CheckReturnValue
public sealed interface TokenOutcome {

    /** Nobody asked, because an earlier check failed or no token was presented. */
    record NotAsked() implements TokenOutcome {}

    /** Unknown, expired or revoked. */
    record Inactive() implements TokenOutcome {}

    /**
     * Active, with these claims.
     *
     * @param certificateThumbprint {@code x5t#S256} of the client certificate it is bound to (RFC 8705), if it is bound to one
     */
    record Active(AccessToken token, @Nullable String certificateThumbprint) implements TokenOutcome {

        /** One that is not bound to a certificate. */
        public Active(AccessToken token) {
            this(token, null);
        }

        /** The certificate that the token is bound to. */
        public Optional<String> boundToCertificate() {
            return Optional.ofNullable(certificateThumbprint);
        }
    }

    /** The authorization server could not be asked. */
    record Unavailable() implements TokenOutcome {}
}
