// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes JWTs as other software makes them, good ones and bad ones; knows nothing of the code under test. */
public final class SignedJwt {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SignedJwt() {}

    /**
     * A JWT in compact form.
     *
     * @param algorithm {@code alg} of the header (RFC 7518), not {@code none}
     * @param header further members of the header; they go before {@code alg}
     */
    public static String sign(String algorithm, Map<String, ?> header, Map<String, ?> claims, PrivateKey key) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("alg", algorithm);
        whole.putAll(header);
        String input = encoded(whole) + "." + encoded(claims);
        try {
            Signature signer = signature(algorithm);
            signer.initSign(key);
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
            case "ES512" -> Signature.getInstance("SHA512withECDSAinP1363Format");
            case "EdDSA" -> Signature.getInstance("Ed25519");
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "RS512" -> Signature.getInstance("SHA512withRSA");
            case "PS256" -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
            case "PS512" -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
            default -> throw new IllegalArgumentException("no algorithm of these tests: " + algorithm);
        };
    }

    private static Signature pss(String hash, MGF1ParameterSpec mask, int salt) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, salt, 1));
        return signature;
    }

    /** A segment of a JWT. */
    public static String encoded(Map<String, ?> members) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(members));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
