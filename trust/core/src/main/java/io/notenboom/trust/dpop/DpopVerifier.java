// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JoseException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.VerifiedJws;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.memo.Recent;
import io.notenboom.trust.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies DPoP proofs: every check of RFC 9449 §4.3 but replay and server nonces, which are the caller's. Safe for use by
 * many threads.
 */
@CheckReturnValue
public final class DpopVerifier {

    /** Longest {@code jti}, in characters. */
    public static final int MAX_ID_LENGTH = 256;

    /** Longest proof, in characters. */
    public static final int MAX_LENGTH = 8192;

    /** How old a proof may be unless configured otherwise. */
    public static final Duration DEFAULT_BACK = Duration.ofSeconds(60);

    /** How far a proof may lie in the future unless configured otherwise. */
    public static final Duration DEFAULT_FORWARD = Duration.ofSeconds(10);

    private static final int REMEMBERED = 1_000;

    private final Set<SignatureAlgorithm> algorithms;
    private final Duration back;
    private final Duration forward;
    private final Recent<String, Jwk> keys = new Recent<>(REMEMBERED);

    /** A verifier that accepts every algorithm that exists here, all of them asymmetric, and the default times. */
    public DpopVerifier() {
        this(SignatureAlgorithm.all(), DEFAULT_BACK, DEFAULT_FORWARD);
    }

    /**
     * A verifier.
     *
     * @param algorithms accepted algorithms
     * @param back how old a proof may be
     * @param forward how far it may lie in the future
     */
    public DpopVerifier(Set<SignatureAlgorithm> algorithms, Duration back, Duration forward) {
        this.algorithms = Set.copyOf(algorithms);
        this.back = back;
        this.forward = forward;
    }

    /**
     * Verifies a proof.
     *
     * @param proof value of the one DPoP header
     * @param now the time to decide for
     * @throws DpopRefusedException if it is not accepted for this request
     */
    public VerifiedDpopProof verify(String proof, DpopExpectation expectation, Instant now)
            throws DpopRefusedException {
        CompactJws jws = parse(proof);
        Jwk key = checkSignature(jws);
        ObjectNode claims = claims(jws);
        String id = text(claims, "jti").orElse("");
        require(!id.isEmpty() && id.length() <= MAX_ID_LENGTH, DpopRefusal.ID);
        require(expectation.method().equals(text(claims, "htm").orElse("")), DpopRefusal.METHOD);
        checkUrl(claims, expectation);
        Instant issuedAt = checkTime(claims, now);
        checkToken(claims, expectation, key);
        return new VerifiedDpopProof(
                key.thumbprint(),
                id,
                claims.path("nonce").textValue(),
                issuedAt,
                issuedAt.plus(back).plusSeconds(1));
    }

    private static CompactJws parse(String proof) throws DpopRefusedException {
        try {
            return CompactJws.parse(proof, MAX_LENGTH);
        } catch (JoseException malformed) {
            throw new DpopRefusedException(DpopRefusal.MALFORMED, malformed);
        }
    }

    private Jwk checkSignature(CompactJws jws) throws DpopRefusedException {
        require(DpopProof.TYPE.equals(jws.headerText("typ").orElse("")), DpopRefusal.TYPE);
        require(
                SignatureAlgorithm.ofJoseName(jws.algorithm())
                        .filter(algorithms::contains)
                        .isPresent(),
                DpopRefusal.ALGORITHM);
        Jwk key = key(jws);
        try {
            VerifiedJws verified = JwsVerifier.verify(jws, key.publicKey(), algorithms);
            require(verified.key().equals(key.publicKey()), DpopRefusal.SIGNATURE);
            return key;
        } catch (InvalidSignatureException invalid) {
            throw new DpopRefusedException(DpopRefusal.SIGNATURE, invalid);
        }
    }

    /** The key of the header; those of the last proofs are kept as they were read, as clients use theirs again. */
    private Jwk key(CompactJws jws) throws DpopRefusedException {
        JsonNode jwk = jws.header("jwk").orElseThrow(() -> new DpopRefusedException(DpopRefusal.KEY));
        String text = jwk.toString();
        Optional<Jwk> known = keys.get(text);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Jwk key = Jwk.parse(jwk);
            keys.put(text, key);
            return key;
        } catch (InvalidJwkException notUsable) {
            throw new DpopRefusedException(DpopRefusal.KEY, notUsable);
        }
    }

    private static ObjectNode claims(CompactJws jws) throws DpopRefusedException {
        try {
            return StrictJson.parseObject(jws.payload(), MAX_LENGTH);
        } catch (JsonInputException malformed) {
            throw new DpopRefusedException(DpopRefusal.MALFORMED, malformed);
        }
    }

    private static void checkUrl(ObjectNode claims, DpopExpectation expectation) throws DpopRefusedException {
        Optional<TargetUrl> expected = TargetUrl.parse(expectation.url().toString());
        Optional<TargetUrl> actual = text(claims, "htu").flatMap(TargetUrl::parse);
        require(actual.isPresent() && actual.equals(expected), DpopRefusal.URL);
    }

    private Instant checkTime(ObjectNode claims, Instant now) throws DpopRefusedException {
        JsonNode node = claims.path("iat");
        require(node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() < 1e11, DpopRefusal.TIME);
        Instant issuedAt = Instant.ofEpochSecond(node.longValue());
        require(!issuedAt.isBefore(now.minus(back)) && !issuedAt.isAfter(now.plus(forward)), DpopRefusal.TIME);
        return issuedAt;
    }

    private static void checkToken(ObjectNode claims, DpopExpectation expectation, Jwk key)
            throws DpopRefusedException {
        Secret accessToken = expectation.accessToken();
        if (accessToken != null) {
            require(
                    sameText(
                            DpopProof.accessTokenHash(accessToken),
                            text(claims, "ath").orElse("")),
                    DpopRefusal.ACCESS_TOKEN);
        }
        String thumbprint = expectation.thumbprint();
        require(thumbprint == null || sameText(thumbprint, key.thumbprint()), DpopRefusal.OTHER_KEY);
    }

    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> text(ObjectNode claims, String name) {
        return Optional.ofNullable(claims.path(name).textValue());
    }

    private static void require(boolean condition, DpopRefusal reason) throws DpopRefusedException {
        if (!condition) {
            throw new DpopRefusedException(reason);
        }
    }
}
