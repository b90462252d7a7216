// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public keys that an operator trusts to sign profiles, by RFC 7638 thumbprint. */
public final class ProfileKeys {

    private static final int MAX_LENGTH = 65_536;

    private final Map<String, Jwk> byThumbprint;

    private ProfileKeys(Map<String, Jwk> byThumbprint) {
        this.byThumbprint = Map.copyOf(byThumbprint);
    }

    /**
     * Reads a JWK Set (RFC 7517) or a single public JWK.
     *
     * @throws IllegalArgumentException when it is neither, or has no key, with a text that says what to do
     */
    public static ProfileKeys read(byte[] json) {
        Map<String, Jwk> keys = new HashMap<>();
        try {
            JsonNode content = StrictJson.parse(json, MAX_LENGTH);
            if (content.has("keys")) {
                for (JsonNode key : content.path("keys")) {
                    add(keys, Jwk.parse(key));
                }
            } else {
                add(keys, Jwk.parse(content));
            }
        } catch (JsonInputException | InvalidJwkException malformed) {
            throw new IllegalArgumentException(
                    "The keys that sign profiles are a JWK Set of public keys: " + malformed.getMessage() + ".");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("The JWK Set of keys that sign profiles is empty.");
        }
        return new ProfileKeys(keys);
    }

    private static void add(Map<String, Jwk> keys, Jwk key) {
        keys.put(key.thumbprint(), key);
    }

    /** The key with a thumbprint. */
    Optional<Jwk> find(String thumbprint) {
        return Optional.ofNullable(byThumbprint.get(thumbprint));
    }
}
