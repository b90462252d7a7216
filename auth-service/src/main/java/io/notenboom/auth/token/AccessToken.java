// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.subject.SubjectId;
import java.time.Instant;
import java.util.Objects;

/**
 * What is known about an access token that was given; the token itself is not.
 *
 * @param hash SHA-256 of the token
 * @param subject the subject of this node whose data it is for
 * @param issuer issuer URL of that subject, also the audience
 * @param client who got it
 * @param scope granted scope
 * @param validity when it was given and until when it is valid, whole seconds
 * @param evidence on what it was given
 */
public record AccessToken(
        TokenHash hash,
        SubjectId subject,
        String issuer,
        Client client,
        String scope,
        Validity validity,
        Evidence evidence) {

    /** Checks that no part is missing. */
    public AccessToken {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** {@code DPoP} if it is bound to a key, else {@code Bearer}. */
    public String tokenType() {
        return client.keyThumbprint() == null ? "Bearer" : "DPoP";
    }

    /**
     * A span of time.
     *
     * @param issuedAt first moment
     * @param expiresAt from this moment on not valid
     */
    public record Validity(Instant issuedAt, Instant expiresAt) {

        /** Checks that no part is missing. */
        public Validity {
            Objects.requireNonNull(issuedAt, "issuedAt");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }

        /** Whether this moment lies in it. */
        public boolean contains(Instant moment) {
            return !moment.isBefore(issuedAt) && moment.isBefore(expiresAt);
        }
    }
}
