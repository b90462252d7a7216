// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import java.util.ArrayList;
import java.util.List;

/** Reads JWK sets (RFC 7517 §5). */
public final class JwkSet {

    private static final int MAX_KEYS = 64;

    private JwkSet() {}

    /**
     * The keys of a set that somebody registers; all of them have to be usable.
     *
     * @throws IllegalArgumentException if it is no set, or has a key that is not usable; the message is safe to show
     */
    public static List<Jwk> strict(JsonNode set) {
        List<Jwk> keys = new ArrayList<>();
        for (JsonNode key : members(set)) {
            try {
                keys.add(Jwk.parse(key));
            } catch (InvalidJwkException unusable) {
                throw new IllegalArgumentException(
                        "key " + (keys.size() + 1) + " of jwks is not a public key that can verify signatures",
                        unusable);
            }
        }
        return List.copyOf(keys);
    }

    /**
     * The keys of a set that can be used; others, such as for encryption, are passed over (RFC 7517 §5).
     *
     * @throws IllegalArgumentException if it is no set; the message is safe to show
     */
    public static List<Jwk> usable(JsonNode set) {
        List<Jwk> keys = new ArrayList<>();
        for (JsonNode key : members(set)) {
            try {
                keys.add(Jwk.parse(key));
            } catch (InvalidJwkException forSomethingElse) {
                continue;
            }
        }
        return List.copyOf(keys);
    }

    private static JsonNode members(JsonNode set) {
        JsonNode keys = set.path("keys");
        if (!keys.isArray() || keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("jwks must be an object with an array keys of 1 to " + MAX_KEYS);
        }
        return keys;
    }
}
