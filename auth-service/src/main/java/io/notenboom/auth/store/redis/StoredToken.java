// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.AccessToken.Validity;
import io.notenboom.auth.token.Client;
import io.notenboom.auth.token.Evidence;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stored form of what is known about a token; times are seconds since 1970. */
record StoredToken(
        String hash,
        String subject,
        String issuer,
        @Nullable List<String> audience,
        StoredClient client,
        String scope,
        StoredValidity validity,
        StoredEvidence evidence) {

    static StoredToken of(AccessToken token) {
        Client client = token.client();
        Evidence evidence = token.evidence();
        return new StoredToken(
                token.hash().value(),
                token.subject().value(),
                token.issuer(),
                token.audience(),
                new StoredClient(
                        client.holder().value(),
                        client.clientId(),
                        client.keyThumbprint(),
                        client.certificateThumbprint()),
                token.scope(),
                new StoredValidity(
                        token.validity().issuedAt().getEpochSecond(),
                        token.validity().expiresAt().getEpochSecond()),
                new StoredEvidence(evidence.claims(), evidence.credentialIds()));
    }

    /** @param originals gives what was presented, when that is asked for */
    AccessToken toAccessToken(Supplier<StoredOriginals> originals) {
        return new AccessToken(
                new TokenHash(hash),
                new SubjectId(subject),
                issuer,
                audience == null ? List.of(issuer) : audience,
                new Client(
                        new Did(client.holder()),
                        client.clientId(),
                        client.keyThumbprint(),
                        client.certificateThumbprint()),
                scope,
                new Validity(Instant.ofEpochSecond(validity.issuedAt()), Instant.ofEpochSecond(validity.expiresAt())),
                new Evidence(evidence.claims(), evidence.credentialIds(), () -> originals
                        .get()
                        .toOriginals()));
    }

    record StoredClient(
            String holder,
            String clientId,
            @Nullable String keyThumbprint,
            @Nullable String certificateThumbprint) {}

    record StoredValidity(long issuedAt, long expiresAt) {}

    record StoredEvidence(Map<String, JsonNode> claims, List<String> credentialIds) {}

    /** What was presented; kept beside the rest, which is asked for far more often. */
    record StoredOriginals(
            List<String> presentations, Map<String, JsonNode> definitions, Map<String, JsonNode> submissions) {

        static StoredOriginals of(AccessToken token) {
            Evidence.Originals originals = token.evidence().originals();
            return new StoredOriginals(originals.presentations(), originals.definitions(), originals.submissions());
        }

        private Evidence.Originals toOriginals() {
            return new Evidence.Originals(presentations, definitions, submissions);
        }
    }
}
