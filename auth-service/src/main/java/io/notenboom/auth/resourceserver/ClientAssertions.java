// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JoseException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.VerifiedJws;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks JWTs by which clients authenticate (RFC 7523 §3, as FAPI 2 narrows it): issuer and subject are the client, the audience
 * is the issuer URL as one text, it ends within 5 minutes, and it is used once. Safe for use by many threads.
 */
public final class ClientAssertions {

    /** The value of {@code client_assertion_type}. */
    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final int MAX_LENGTH = 8192;
    private static final int MAX_ID = 256;
    private static final double LATEST = 1e11;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Set<String> TYPES = Set.of("", "JWT", "client-authentication+jwt");

    private final Set<SignatureAlgorithm> algorithms;
    private final ClientKeys keys;
    private final Set<String> furtherAudiences;
    private final UsedOnce usedOnce;
    private final InstantSource clock;

    /**
     * Checks assertions.
     *
     * @param algorithms accepted algorithms
     * @param keys keys at addresses of clients
     * @param furtherAudiences what is accepted as audience besides the issuer URL
     * @param usedOnce remembers what was used
     */
    public ClientAssertions(
            Set<SignatureAlgorithm> algorithms,
            ClientKeys keys,
            Set<String> furtherAudiences,
            UsedOnce usedOnce,
            InstantSource clock) {
        this.algorithms = Set.copyOf(algorithms);
        this.keys = keys;
        this.furtherAudiences = Set.copyOf(furtherAudiences);
        this.usedOnce = usedOnce;
        this.clock = clock;
    }

    /** The client id that an assertion claims; empty if it is malformed. Nothing is verified. */
    static Optional<String> claimedClient(String assertion) {
        try {
            return text(claims(CompactJws.parse(assertion, MAX_LENGTH)), "sub");
        } catch (JoseException | JsonInputException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Checks an assertion and uses it up.
     *
     * @return what is wrong with it, for the log; empty if it is good
     */
    Optional<String> mistake(String assertion, ResourceServer client, String issuer) {
        try {
            CompactJws jws = CompactJws.parse(assertion, MAX_LENGTH);
            if (!TYPES.contains(jws.headerText("typ").orElse(""))) {
                return Optional.of("typ");
            }
            if (!isSigned(jws, client)) {
                return Optional.of("signature, algorithm or key");
            }
            ObjectNode claims = claims(jws);
            return wrongParty(claims, client, issuer)
                    .or(() -> wrongTime(claims))
                    .or(() -> used(claims, client));
        } catch (JoseException | JsonInputException malformed) {
            return Optional.of("not a JWT");
        }
    }

    private boolean isSigned(CompactJws jws, ResourceServer client) {
        for (Jwk key : candidates(jws, client)) {
            try {
                VerifiedJws verified = JwsVerifier.verify(jws, key.publicKey(), algorithms);
                return verified.key().equals(key.publicKey());
            } catch (InvalidSignatureException ofAnotherKey) {
                continue;
            }
        }
        return false;
    }

    private List<Jwk> candidates(CompactJws jws, ResourceServer client) {
        Optional<String> keyId = jws.headerText("kid");
        return switch (client.authentication()) {
            case ClientAuthentication.Keys registered -> ClientKeys.matching(registered.keys(), keyId);
            case ClientAuthentication.KeysAt address -> keys.of(address.url(), keyId);
            case ClientAuthentication.Secrets _, ClientAuthentication.Named _, ClientAuthentication.Certificates _ ->
                List.of();
        };
    }

    private Optional<String> wrongParty(ObjectNode claims, ResourceServer client, String issuer) {
        if (!text(claims, "iss").equals(Optional.of(client.id()))
                || !text(claims, "sub").equals(Optional.of(client.id()))) {
            return Optional.of("iss and sub have to be the client id");
        }
        return text(claims, "aud")
                        .filter(audience -> audience.equals(issuer) || furtherAudiences.contains(audience))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("aud has to be the issuer URL, as one text");
    }

    private Optional<String> wrongTime(ObjectNode claims) {
        Instant now = clock.instant();
        Optional<Instant> end = time(claims, "exp");
        if (end.isEmpty()
                || end.get().isAfter(now.plus(LONGEST))
                || !now.isBefore(end.get().plus(SKEW))) {
            return Optional.of("exp has to be within 5 minutes");
        }
        for (String name : List.of("nbf", "iat")) {
            boolean wrong = claims.has(name)
                    && time(claims, name)
                            .filter(begin -> !begin.isAfter(now.plus(SKEW)))
                            .isEmpty();
            if (wrong) {
                return Optional.of(name + " is in the future");
            }
        }
        return Optional.empty();
    }

    private Optional<String> used(ObjectNode claims, ResourceServer client) {
        Optional<String> id = text(claims, "jti").filter(text -> !text.isEmpty() && text.length() <= MAX_ID);
        if (id.isEmpty()) {
            return Optional.of("jti has to be a text of 1 to 256 characters");
        }
        String key = client.subject().value() + " " + client.id() + " " + id.get();
        return usedOnce.firstUse("client-assertion", key, LONGEST.plus(SKEW).plus(SKEW))
                ? Optional.empty()
                : Optional.of("it was used before");
    }

    private static ObjectNode claims(CompactJws jws) {
        return StrictJson.parseObject(jws.payload(), MAX_LENGTH);
    }

    private static Optional<String> text(ObjectNode claims, String name) {
        return Optional.ofNullable(claims.path(name).textValue());
    }

    private static Optional<Instant> time(ObjectNode claims, String name) {
        JsonNode node = claims.path(name);
        return node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() < LATEST
                ? Optional.of(Instant.ofEpochSecond(node.longValue()))
                : Optional.empty();
    }
}
