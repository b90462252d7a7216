// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token.scope;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.did.Did;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which of these scopes may a verified client have?
 *
 * @param holder the DID of the organisation
 * @param claims what its credentials say by field id, under {@code organization}, {@code client} and {@code user}
 * @param profile the scope whose policy was fulfilled
 * @param scopes the scopes asked for, each once, the profile first
 */
public record ScopeQuestion(
        Did holder, Map<String, Map<String, JsonNode>> claims, String profile, List<String> scopes) {

    /** Copies the collections. */
    public ScopeQuestion {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(profile, "profile");
        Map<String, Map<String, JsonNode>> copies = new HashMap<>();
        claims.forEach((owner, values) -> copies.put(owner, Map.copyOf(values)));
        claims = Map.copyOf(copies);
        scopes = List.copyOf(scopes);
    }

    /** Tells the scopes only: claims may be personal data. */
    @Override
    public String toString() {
        return "ScopeQuestion[profile=" + profile + ", scopes=" + scopes + "]";
    }
}
