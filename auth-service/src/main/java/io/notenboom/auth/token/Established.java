// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.presentation.VerifiedPresentation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a verified request established.
 *
 * @param holder the organisation
 * @param clientId what the client is called
 * @param proofKey thumbprint that the key of a DPoP proof must have; null if any key will do
 * @param presentations what was presented, at least one
 * @param claims what the credentials say by field id, as a decision point is told it
 * @param evidence what is kept with the token
 */
record Established(
        Did holder,
        String clientId,
        @Nullable String proofKey,
        List<VerifiedPresentation> presentations,
        Map<String, Map<String, JsonNode>> claims,
        Evidence evidence) {

    Established {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(clientId, "clientId");
        presentations = List.copyOf(presentations);
        claims = Map.copyOf(claims);
        Objects.requireNonNull(evidence, "evidence");
    }

    /** Ids of all credentials that were presented and have one. */
    static List<String> credentialIds(List<VerifiedPresentation> presentations) {
        return presentations.stream()
                .flatMap(presentation -> presentation.credentials().stream())
                .map(credential -> credential.content().id())
                .filter(Objects::nonNull)
                .toList();
    }

    /** The presentations as they came. */
    static List<String> originals(List<VerifiedPresentation> presentations) {
        return presentations.stream().map(VerifiedPresentation::original).toList();
    }
}
