// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusListType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A credential that somebody wants issued.
 *
 * @param issuer DID of this node
 * @param type specific type
 * @param contexts contexts beside that of VCDM 1.1
 * @param subject whom it is about
 * @param claims members of credentialSubject without id
 * @param terms in which form, and how it ends
 */
public record IssueRequest(
        Did issuer, String type, List<String> contexts, Did subject, ObjectNode claims, Terms terms) {

    /** Copies what can change. */
    public IssueRequest {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(type, "type");
        contexts = List.copyOf(contexts);
        Objects.requireNonNull(subject, "subject");
        claims = claims.deepCopy();
        Objects.requireNonNull(terms, "terms");
    }

    /**
     * In which form, and how it ends.
     *
     * @param format the form
     * @param expiresAt until when it is valid; null only if it can be revoked
     * @param statusList the form of the status list in which it can be revoked; null if it cannot
     */
    public record Terms(
            CredentialFormat format,
            @Nullable Instant expiresAt,
            @Nullable StatusListType statusList) {

        /** @throws IllegalArgumentException if it would neither expire nor be revocable */
        public Terms {
            Objects.requireNonNull(format, "format");
            if (expiresAt == null && statusList == null) {
                throw new IllegalArgumentException("a credential expires or can be revoked");
            }
        }
    }
}
