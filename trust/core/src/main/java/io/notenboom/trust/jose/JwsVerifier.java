// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Verifies compact JWS with a key that the caller chose: headers such as {@code jwk} or {@code jku} are never followed. */
@CheckReturnValue
public final class JwsVerifier {

    /** Names that RFC 7515 §4.1.11 and RFC 7518 forbid in {@code crit}. */
    private static final Set<String> REGISTERED =
            Set.of("alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit");

    private JwsVerifier() {}

    /**
     * Verifies a JWS that may have no critical headers.
     *
     * @param allowed the algorithms that the caller accepts here
     * @throws InvalidSignatureException if the algorithm is not allowed or does not fit the key, if the signature is wrong,
     *     or if there is a {@code crit} header
     */
    public static VerifiedJws verify(CompactJws jws, PublicKey key, Set<SignatureAlgorithm> allowed) {
        return verify(jws, key, allowed, Set.of());
    }

    /**
     * Verifies a JWS.
     *
     * @param allowed the algorithms that the caller accepts here
     * @param understood the header names that the caller understands and checks when they are critical (RFC 7515 §4.1.11)
     * @throws InvalidSignatureException if the algorithm is not allowed or does not fit the key, if the signature is wrong,
     *     or if {@code crit} is malformed or names a header that is not understood
     */
    public static VerifiedJws verify(
            CompactJws jws, PublicKey key, Set<SignatureAlgorithm> allowed, Set<String> understood) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.ofJoseName(jws.algorithm())
                .filter(allowed::contains)
                .orElseThrow(() -> new InvalidSignatureException("the algorithm of the JWS is not accepted here"));
        checkCritical(jws, understood);
        SignatureProviders.verify(algorithm, key, jws.signingInput(), jws.signature());
        return new VerifiedJws(jws, algorithm, key);
    }

    private static void checkCritical(CompactJws jws, Set<String> understood) {
        if (jws.header("b64").isPresent()) {
            throw new InvalidSignatureException("the header b64 (RFC 7797) is not accepted in a compact JWS");
        }
        Optional<JsonNode> critical = jws.header("crit");
        if (critical.isEmpty()) {
            return;
        }
        if (!critical.get().isArray() || critical.get().isEmpty()) {
            throw new InvalidSignatureException("the header crit is not a list of names");
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode name : critical.get()) {
            if (!name.isTextual() || !seen.add(name.textValue()) || REGISTERED.contains(name.textValue())) {
                throw new InvalidSignatureException("the header crit is not a list of different extension names");
            }
            if (!understood.contains(name.textValue())) {
                throw new InvalidSignatureException("the header crit names a header that is not understood");
            }
            if (jws.header(name.textValue()).isEmpty()) {
                throw new InvalidSignatureException("the header crit names a header that is absent");
            }
        }
    }
}
