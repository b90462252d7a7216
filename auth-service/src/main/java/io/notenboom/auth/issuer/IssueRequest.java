// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A credential that somebody wants issued.
 *
 * @param issuer DID of this node
 * @param type specific type
 * @param contexts contexts beside that of VCDM 1.1
 * @param subject whom it is about
 * @param claims members of credentialSubject without id
 * @param expiresAt until when it is valid
 */
public record IssueRequest(
        Did issuer, String type, List<String> contexts, Did subject, ObjectNode claims, Instant expiresAt) {

    /** Copies what can change. */
    public IssueRequest {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(type, "type");
        contexts = List.copyOf(contexts);
        Objects.requireNonNull(subject, "subject");
        claims = claims.deepCopy();
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
