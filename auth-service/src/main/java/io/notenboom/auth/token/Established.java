// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.record.TokenRecord;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.exchange.ScopePolicy;
import io.notenboom.trust.presentation.VerifiedPresentation;
import java.time.Instant;
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

    /** The record of a token that is given. */
    TokenRecord given(AccessToken token, ScopePolicy policy) {
        return record(
                token.validity().issuedAt(),
                token.issuer(),
                policy,
                new TokenRecord.Outcome.Given(
                        token.hash().value(), token.scope(), token.validity().expiresAt()));
    }

    /** The record of a refusal. */
    TokenRecord refused(Instant time, String issuer, ScopePolicy policy, OAuthError error) {
        return record(
                time,
                issuer,
                policy,
                new TokenRecord.Outcome.Refused(error.code().wireName(), error.description()));
    }

    private TokenRecord record(Instant time, String issuer, ScopePolicy policy, TokenRecord.Outcome outcome) {
        List<TokenRecord.Credential> credentials = presentations.stream()
                .flatMap(presentation -> presentation.credentials().stream())
                .map(credential -> new TokenRecord.Credential(
                        Objects.requireNonNullElse(credential.content().id(), ""),
                        credential.issuer().value()))
                .toList();
        return new TokenRecord(
                time,
                issuer,
                new TokenRecord.Client(holder.value(), clientId),
                new TokenRecord.Ground(policy.scope(), evidence.definitions(), evidence.claims(), credentials),
                outcome);
    }
}
