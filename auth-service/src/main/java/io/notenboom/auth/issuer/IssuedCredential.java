// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Record of a credential that a DID of this node issued.
 *
 * @param id its id
 * @param type its specific type
 * @param issuer own DID
 * @param subject whom it is about
 * @param validity from when until when it is valid
 * @param text the credential: a compact JWT, or JSON
 */
public record IssuedCredential(String id, String type, Did issuer, Did subject, Validity validity, String text) {

    /** Checks that no part is missing. */
    public IssuedCredential {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(text, "text");
    }

    /** The credential itself. */
    public UnverifiedCredential credential() {
        try {
            return UnverifiedCredential.parse(text);
        } catch (CredentialRefusedException damaged) {
            throw new IllegalStateException("the record of an issued credential cannot be read any more", damaged);
        }
    }

    /** Tells id and type only: claims may be personal data. */
    @Override
    public String toString() {
        return "IssuedCredential[type=" + type + ", id=" + id + "]";
    }

    /**
     * A span of time.
     *
     * @param issuedAt first moment
     * @param expiresAt from this moment on not valid; null if it does not end by itself
     */
    public record Validity(Instant issuedAt, @Nullable Instant expiresAt) {}
}
