// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.Objects;

/**
 * Record of a credential that a DID of this node issued.
 *
 * @param id its id
 * @param type its specific type
 * @param issuer own DID
 * @param subject whom it is about
 * @param validity from when until when it is valid
 * @param compact the credential as a compact JWT
 */
public record IssuedCredential(String id, String type, Did issuer, Did subject, Validity validity, String compact) {

    /** Checks that no part is missing. */
    public IssuedCredential {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(compact, "compact");
    }

    /**
     * A span of time.
     *
     * @param issuedAt first moment
     * @param expiresAt from this moment on not valid
     */
    public record Validity(Instant issuedAt, Instant expiresAt) {}
}
