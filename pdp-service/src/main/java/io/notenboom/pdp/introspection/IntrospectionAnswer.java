// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Party;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an introspection answer (RFC 7662 and nuts-node v6). */
public final class IntrospectionAnswer {

    private static final String KEY = "jkt";
    private static final String CERTIFICATE = "x5t#S256";
    private static final int MAX_CLAIM_LENGTH = 1024;

    private IntrospectionAnswer() {}

    /**
     * What the answer says. An answer without {@code active: true} or without {@code exp} is of an inactive token, and so is
     * one with anything in {@code cnf} but {@code jkt} (RFC 9449) and {@code x5t#S256} (RFC 8705): a binding that is not
     * understood is never ignored.
     *
     * <p>The client's DIDs are {@code organization_did}, a {@code client_id} that is a DID, and the holder in {@code sub};
     * the last only beside a {@code client_id}, because alone it does not name a client.
     */
    public static TokenOutcome read(JsonNode answer) {
        JsonNode active = answer.path("active");
        JsonNode binding = answer.path("cnf");
        boolean understood = binding.isMissingNode() || understood(binding);
        if (!active.isBoolean() || !active.booleanValue() || !answer.path("exp").canConvertToLong() || !understood) {
            return new TokenOutcome.Inactive();
        }
        return new TokenOutcome.Active(
                new AccessToken(
                        new AccessToken.Origin(answer.path("iss").asText(""), audiences(answer.path("aud"))),
                        client(answer),
                        scopes(answer.path("scope").asText("")),
                        Instant.ofEpochSecond(answer.path("exp").longValue()),
                        binding.path(KEY).textValue(),
                        claims(answer)),
                binding.path(CERTIFICATE).textValue());
    }

    private static boolean understood(JsonNode binding) {
        return binding.isObject()
                && !binding.isEmpty()
                && binding.properties().stream()
                        .allMatch(member ->
                                (member.getKey().equals(KEY) || member.getKey().equals(CERTIFICATE))
                                        && !member.getValue().asText("").isEmpty()
                                        && member.getValue().isTextual());
    }

    private static Party client(JsonNode answer) {
        Set<String> dids = new HashSet<>();
        Set<String> clientIds = new HashSet<>();
        String clientId = text(answer, "client_id");
        if (clientId != null) {
            (clientId.startsWith("did:") ? dids : clientIds).add(clientId);
            String holder = text(answer, "sub");
            if (holder != null && holder.startsWith("did:")) {
                dids.add(holder);
            }
        }
        String organisation = text(answer, "organization_did");
        if (organisation != null) {
            dids.add(organisation);
        }
        return new Party(dids, clientIds, text(answer, "organization_ura"));
    }

    private static @Nullable String text(JsonNode answer, String member) {
        String value = answer.path(member).textValue();
        return value == null || value.isEmpty() ? null : value;
    }

    private static Set<String> audiences(JsonNode audience) {
        Set<String> audiences = new HashSet<>();
        if (audience.isTextual()) {
            audiences.add(audience.textValue());
        }
        if (audience.isArray()) {
            audience.forEach(element -> audiences.add(element.asText()));
        }
        return audiences;
    }

    private static Set<String> scopes(String scope) {
        return Arrays.stream(scope.split(" ")).filter(part -> !part.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> claims(JsonNode answer) {
        Map<String, String> claims = new HashMap<>();
        answer.properties().forEach(member -> {
            String value = member.getValue().textValue();
            if (value != null && value.length() <= MAX_CLAIM_LENGTH) {
                claims.put(member.getKey(), value);
            }
        });
        return claims;
    }
}
