// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a credential says, independent of how it is secured (VCDM 1.1 §4). Of a JWT, {@code iss}, {@code sub}, {@code nbf},
 * {@code exp} and {@code jti} take the place of issuer, subject id, issuanceDate, expirationDate and id.
 *
 * @param id id, null if none
 * @param contexts JSON-LD contexts, URLs only
 * @param types all types
 * @param issuer who says it
 * @param issuedAt valid from
 * @param expiresAt valid until, null if it does not expire
 * @param subjects about whom, with the claims
 * @param statuses where to look up revocation
 */
public record CredentialContent(
        @Nullable String id,
        List<String> contexts,
        List<String> types,
        Did issuer,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        List<ObjectNode> subjects,
        List<CredentialStatus> statuses) {

    /** Copies the lists. */
    public CredentialContent {
        contexts = List.copyOf(contexts);
        types = List.copyOf(types);
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(issuedAt, "issuedAt");
        subjects = List.copyOf(subjects);
        statuses = List.copyOf(statuses);
    }

    /** The one DID that all subjects have as id; empty if a subject has none, or another. */
    public Optional<Did> subjectId() {
        Set<String> ids = new HashSet<>();
        for (ObjectNode subject : subjects) {
            JsonNode id = subject.path("id");
            ids.add(id.isTextual() ? id.textValue() : "");
        }
        return ids.size() == 1 ? Did.tryParse(ids.iterator().next()) : Optional.empty();
    }

    /** The type that is not VerifiableCredential; empty if there is none or more than one. */
    public Optional<String> specificType() {
        List<String> specific = types.stream()
                .filter(type -> !type.equals(CredentialType.VERIFIABLE_CREDENTIAL))
                .toList();
        return specific.size() == 1 ? Optional.of(specific.getFirst()) : Optional.empty();
    }

    /** Tells types and issuer only: claims may be personal data. */
    @Override
    public String toString() {
        return "CredentialContent[types=" + types + ", issuer=" + issuer + "]";
    }
}
