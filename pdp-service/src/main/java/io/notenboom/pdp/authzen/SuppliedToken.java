// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.pep.PepRegistration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the caller vouches for, as the token that would say it. */
final class SuppliedToken {

    private static final int ONE_MINUTE = 60;

    private SuppliedToken() {}

    /**
     * A token of the enforcement point's own issuer.
     *
     * @param subject its id is a DID or a client id; its textual properties are claims, {@code scope} among them
     * @param scope the scopes; those of the subject's properties when empty
     */
    static TokenOutcome of(Entity subject, String scope, PepRegistration.Standing standing, Instant now) {
        Map<String, String> claims = new HashMap<>();
        subject.properties().properties().forEach(claim -> {
            if (claim.getValue().isTextual()) {
                claims.put(claim.getKey(), claim.getValue().asText());
            }
        });
        Set<String> dids = new HashSet<>();
        Set<String> clientIds = new HashSet<>();
        (subject.id().startsWith("did:") ? dids : clientIds).add(subject.id());
        String scopes = scope.isEmpty() ? claims.getOrDefault("scope", "") : scope;
        return new TokenOutcome.Active(new AccessToken(
                new AccessToken.Origin(standing.audience(), Set.of()),
                new Party(dids, clientIds, claims.get("organization_ura")),
                Arrays.stream(scopes.split(" "))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                now.plusSeconds(ONE_MINUTE),
                null,
                claims));
    }
}
