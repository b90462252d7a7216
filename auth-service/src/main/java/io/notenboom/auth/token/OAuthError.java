// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth error answer (RFC 6749 §5.2).
 *
 * @param code what is wrong
 * @param description what the caller can do, ASCII, never a text that came from outside
 * @param retryAfter how long the caller should wait; null if waiting does not help, or the time is not known
 */
public record OAuthError(
        Code code, String description, @Nullable Duration retryAfter) {

    /** Checks that no part is missing. */
    public OAuthError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(description, "description");
    }

    /** An error that waiting does not end. */
    public OAuthError(Code code, String description) {
        this(code, description, null);
    }

    /** The caller has to wait. */
    public static OAuthError tooMany(String description, Duration retryAfter) {
        return new OAuthError(Code.TOO_MANY_REQUESTS, description, retryAfter);
    }

    /** The presentation, its credentials or another parameter is not acceptable. */
    public static OAuthError invalidRequest(String description) {
        return new OAuthError(Code.INVALID_REQUEST, description);
    }

    /** The scope is not known here or may not be asked for like this. */
    public static OAuthError invalidScope(String description) {
        return new OAuthError(Code.INVALID_SCOPE, description);
    }

    /** The DPoP proof is not acceptable. */
    public static OAuthError invalidProof(String description) {
        return new OAuthError(Code.INVALID_DPOP_PROOF, description);
    }

    /** Error codes that this server answers with. */
    public enum Code {
        /** RFC 6749. */
        INVALID_REQUEST("invalid_request", 400),
        /** RFC 6749. */
        INVALID_SCOPE("invalid_scope", 400),
        /** RFC 6749. */
        UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
        /** RFC 7521: the assertion of the client is not acceptable. */
        INVALID_CLIENT("invalid_client", 400),
        /** RFC 7521: the assertion is not acceptable. */
        INVALID_GRANT("invalid_grant", 400),
        /** RFC 6749: this client may not do this. */
        UNAUTHORIZED_CLIENT("unauthorized_client", 400),
        /** RFC 8707: there is no such resource, or not with this scope. */
        INVALID_TARGET("invalid_target", 400),
        /** RFC 9449. */
        INVALID_DPOP_PROOF("invalid_dpop_proof", 400),
        /** RFC 9449: the proof has to show the nonce of the header DPoP-Nonce. */
        USE_DPOP_NONCE("use_dpop_nonce", 400),
        /** RFC 6749, at the token endpoint for a policy that refuses. */
        ACCESS_DENIED("access_denied", 400),
        /** RFC 6749. */
        SERVER_ERROR("server_error", 500),
        /** RFC 6749 with RFC 6585: this caller asked too often. */
        TOO_MANY_REQUESTS("temporarily_unavailable", 429),
        /** RFC 6749: overloaded, or a part that this server needs does not answer. */
        TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

        private final String wireName;
        private final int status;

        Code(String wireName, int status) {
            this.wireName = wireName;
            this.status = status;
        }

        /** The value of {@code error}. */
        public String wireName() {
            return wireName;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }
    }
}
