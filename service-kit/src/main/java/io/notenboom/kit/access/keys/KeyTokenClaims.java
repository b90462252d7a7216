// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for the claims of a JWT that a caller signed with its own key; those of Nuts nodes. */
final class KeyTokenClaims {

    /** How long after {@code iat} and {@code nbf} a JWT may end: a day, and half an hour that Nuts nodes give, too. */
    static final Duration MAX_LIFE = Duration.ofMinutes(1470);

    /** How far the clock of the caller may be ahead. */
    static final Duration SKEW = Duration.ofSeconds(5);

    private static final Pattern UUID = Pattern.compile(
            "(?:urn:uuid:)?HHHHHHHH-HHHH-HHHH-HHHH-HHHHHHHHHHHH|\\{HHHHHHHH-HHHH-HHHH-HHHH-HHHHHHHHHHHH\\}|H{32}"
                    .replace("H", "[0-9a-fA-F]"));
    private static final long MAX_EPOCH_SECOND = 253_402_300_799L;

    private KeyTokenClaims() {}

    /** The rule that is broken, as a sentence for the caller; empty if all hold. */
    static Optional<String> fault(ObjectNode claims, AuthorizedKey key, String audience, Instant now) {
        Optional<Instant> issued = time(claims.get("iat"));
        Optional<Instant> begins = time(claims.get("nbf"));
        Optional<Instant> ends = time(claims.get("exp"));
        if (issued.isEmpty() || begins.isEmpty() || ends.isEmpty()) {
            return Optional.of("iat, nbf and exp have to be there, as numbers of seconds");
        }
        if (!audiences(claims.get("aud"), audience)) {
            return Optional.of("aud has to name this node's audience");
        }
        if (!UUID.matcher(claims.path("jti").asText()).matches()) {
            return Optional.of("jti has to be a UUID");
        }
        if (!claims.path("sub").isTextual() || claims.path("sub").textValue().isEmpty()) {
            return Optional.of("sub has to be there");
        }
        if (!key.user().equals(claims.path("iss").textValue())) {
            return Optional.of("iss has to be the user of the key, as in the comment of its line");
        }
        return timeFault(issued.get(), begins.get(), ends.get(), now);
    }

    private static Optional<String> timeFault(Instant issued, Instant begins, Instant ends, Instant now) {
        if (!now.isBefore(ends)) {
            return Optional.of("the token has expired");
        }
        if (issued.isAfter(begins)) {
            return Optional.of("iat must not be after nbf");
        }
        if (begins.isAfter(now.plus(SKEW))) {
            return Optional.of("the token is not valid yet");
        }
        return ends.isAfter(issued.plus(MAX_LIFE)) || ends.isAfter(begins.plus(MAX_LIFE))
                ? Optional.of("exp must be within 24 hours after iat")
                : Optional.empty();
    }

    /** When the JWT ends; only for claims without a fault. */
    static Instant ends(ObjectNode claims) {
        return time(claims.get("exp")).orElseThrow();
    }

    private static Optional<Instant> time(JsonNode value) {
        if (value == null || !value.isNumber()) {
            return Optional.empty();
        }
        double seconds = value.doubleValue();
        if (!(seconds >= 0 && seconds <= MAX_EPOCH_SECOND)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond((long) seconds));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static boolean audiences(JsonNode value, String audience) {
        if (value == null) {
            return false;
        }
        if (value.isTextual()) {
            return value.textValue().equals(audience);
        }
        for (JsonNode each : value) {
            if (audience.equals(each.textValue())) {
                return value.isArray();
            }
        }
        return false;
    }
}
