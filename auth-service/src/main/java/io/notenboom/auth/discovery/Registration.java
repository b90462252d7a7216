// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A presentation that fulfils the rules of a service; {@link RegistrationRules} makes them.
 *
 * @param id its {@code jti}
 * @param signer who signed it
 * @param expiresAt until when it is valid
 * @param retracts the id of the presentation that it retracts; null if it retracts none
 * @param text the compact JWT
 * @param claims value by field id of the presentation definition; empty for a retraction
 */
public record Registration(
        String id,
        Did signer,
        Instant expiresAt,
        @Nullable String retracts,
        String text,
        Map<String, JsonNode> claims) {

    /** Copies the map. */
    public Registration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(text, "text");
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    /** Tells id and signer only: the rest may be personal data. */
    @Override
    public String toString() {
        return "Registration[id=" + id + ", signer=" + signer + "]";
    }
}
