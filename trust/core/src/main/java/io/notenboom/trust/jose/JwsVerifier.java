// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashSet;
import java.util.Set;

/** Verifies compact JWS; the only class that makes a {@link VerifiedJws}. */
@CheckReturnValue
public final class JwsVerifier {

    private JwsVerifier() {}

    /**
     * Verifies a JWS that has no critical headers.
     *
     * @throws InvalidSignatureException if it may not be relied on
     */
    public static VerifiedJws verify(CompactJws jws, PublicKey key, Set<SignatureAlgorithm> allowed) {
        return verify(jws, key, allowed, Set.of());
    }

    /**
     * Verifies a JWS.
     *
     * @param allowed algorithms that the caller accepts
     * @param understood names of critical headers that the caller understands and checks (RFC 7515 §4.1.11)
     * @throws InvalidSignatureException if it may not be relied on
     */
    public static VerifiedJws verify(
            CompactJws jws, PublicKey key, Set<SignatureAlgorithm> allowed, Set<String> understood) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.ofName(jws.algorithm())
                .filter(allowed::contains)
                .orElseThrow(() -> new InvalidSignatureException("the signature algorithm is not allowed here"));
        if (!algorithm.fits(key)) {
            throw new InvalidSignatureException("the key does not fit the signature algorithm");
        }
        checkCritical(jws.header(), understood);
        if (!signatureIsValid(jws, key, algorithm)) {
            throw new InvalidSignatureException("the signature is wrong");
        }
        return new VerifiedJws(jws, algorithm);
    }

    private static void checkCritical(JsonNode header, Set<String> understood) {
        JsonNode critical = header.get("crit");
        if (critical == null) {
            return;
        }
        if (!critical.isArray() || critical.isEmpty()) {
            throw new InvalidSignatureException("crit is not a list of names");
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode name : critical) {
            boolean acceptable = name.isTextual()
                    && understood.contains(name.textValue())
                    && header.has(name.textValue())
                    && seen.add(name.textValue());
            if (!acceptable) {
                throw new InvalidSignatureException("a critical header is not understood, missing or repeated");
            }
        }
    }

    private static boolean signatureIsValid(CompactJws jws, PublicKey key, SignatureAlgorithm algorithm) {
        JWSHeader header = new JWSHeader(algorithm.nimbus());
        Base64URL signature = Base64URL.encode(jws.signature());
        try {
            return switch (algorithm) {
                case ES256, ES384, ES512 ->
                    new ECDSAVerifier((ECPublicKey) key).verify(header, jws.signingInput(), signature);
                case PS256, PS384, PS512 ->
                    new RSASSAVerifier((RSAPublicKey) key).verify(header, jws.signingInput(), signature);
                case EDDSA -> ed25519IsValid(jws, key);
            };
        } catch (JOSEException | GeneralSecurityException failure) {
            throw new InvalidSignatureException("the signature cannot be verified");
        }
    }

    private static boolean ed25519IsValid(CompactJws jws, PublicKey key) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(jws.signingInput());
        return verifier.verify(jws.signature());
    }
}
