// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a credential to be issued shall say.
 *
 * @param id id; its DID is the issuer
 * @param type the type beside VerifiableCredential
 * @param contexts contexts beside that of VCDM 1.1
 * @param subject whom it is about
 * @param claims the members of credentialSubject, without id
 * @param expiresAt valid until, null only if there is a status
 * @param status where revocation will be published, null only if it expires
 */
public record CredentialTemplate(
        DidUrl id,
        String type,
        List<String> contexts,
        Did subject,
        ObjectNode claims,
        @Nullable Instant expiresAt,
        @Nullable CredentialStatus status) {

    /** @throws IllegalArgumentException if it would neither expire nor be revocable, or claims has an id */
    public CredentialTemplate {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        contexts = List.copyOf(contexts);
        Objects.requireNonNull(subject, "subject");
        claims = claims.deepCopy();
        if (expiresAt == null && status == null) {
            throw new IllegalArgumentException(
                    "a credential expires or has a status; give expirationDate or a status list");
        }
        if (claims.has("id")) {
            throw new IllegalArgumentException(
                    "the id of credentialSubject is the subject; leave it out of the claims");
        }
    }

    /** Who issues it. */
    public Did issuer() {
        return id.did();
    }

    /** Tells type and id only: claims may be personal data. */
    @Override
    public String toString() {
        return "CredentialTemplate[type=" + type + ", id=" + id + "]";
    }
}
