// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.subject.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is known about an access token that was given; the token itself is not.
 *
 * @param hash SHA-256 of the token
 * @param subject the subject of this node whose data it is for
 * @param issuer issuer URL of that subject
 * @param audience for whom it is, at least one: the issuer URL for the whole subject, or resource servers of it
 * @param client who got it
 * @param scope granted scope
 * @param validity when it was given and until when it is valid, whole seconds
 * @param evidence on what it was given
 */
public record AccessToken(
        TokenHash hash,
        SubjectId subject,
        String issuer,
        List<String> audience,
        Client client,
        String scope,
        Validity validity,
        Evidence evidence) {

    /** @throws IllegalArgumentException if it is for nobody */
    public AccessToken {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(issuer, "issuer");
        audience = List.copyOf(audience);
        if (audience.isEmpty()) {
            throw new IllegalArgumentException("a token is for somebody");
        }
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** A token for the whole subject. */
    public AccessToken(
            TokenHash hash,
            SubjectId subject,
            String issuer,
            Client client,
            String scope,
            Validity validity,
            Evidence evidence) {
        this(hash, subject, issuer, List.of(issuer), client, scope, validity, evidence);
    }

    /** Whether it is for the whole subject, and not for some resource servers of it only. */
    public boolean isForWholeSubject() {
        return audience.contains(issuer);
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
