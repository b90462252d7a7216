// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.introspection.IntrospectionAnswer;
import java.time.Instant;
import java.util.Set;

/** Turns the claims that an enforcement point vouches for into what is known of the token. */
final class SuppliedClaims {

    private static final int ONE_MINUTE = 60;
    private static final Set<String> OF_THE_INPUT = Set.of("request", "external", "input", "context");

    private SuppliedClaims() {}

    /**
     * Reads claims as an introspection answer of the enforcement point's own authorization server. Claims without {@code exp}
     * are good for this one decision; claims without {@code iss} are of the registered issuer, which is the only one that the
     * enforcement point may vouch for. A claim that is named like a part of the question is no claim.
     */
    static TokenOutcome read(PepRegistration pep, JsonNode claims, Instant now) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        claims.properties().stream()
                .filter(claim -> !OF_THE_INPUT.contains(claim.getKey()))
                .forEach(claim -> answer.set(claim.getKey(), claim.getValue()));
        if (!answer.has("exp")) {
            answer.put("exp", now.getEpochSecond() + ONE_MINUTE);
        }
        if (!answer.has("iss")) {
            answer.put("iss", pep.standing().audience());
        }
        if (pep.input().claims() == ClaimSource.SUPPLIED_AND_PROVED) {
            answer.remove("cnf");
        }
        return IntrospectionAnswer.read(answer);
    }
}
