// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * A public JSON Web Key (RFC 7517) that can verify signatures: EC on P-256, P-384, P-521 or secp256k1, RSA of 2048 to 8192 bits, or
 * Ed25519. Never holds private members. Immutable; equal if the keys are equal.
 */
public final class Jwk {

    private static final int MAX_CHARACTERS = 8192;
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "r", "t");

    private final JWK jwk;
    private final PublicKey publicKey;
    private final String thumbprint;

    private Jwk(JWK jwk, PublicKey publicKey) {
        this.jwk = jwk;
        this.publicKey = SignatureProviders.nativeKey(publicKey);
        SignatureAlgorithm.forKey(this.publicKey);
        try {
            this.thumbprint = jwk.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("SHA-256 is not there", e);
        }
    }

    /**
     * The JWK of a public key.
     *
     * @throws InvalidJwkException if no signature algorithm fits the key
     */
    public static Jwk of(PublicKey key) {
        SignatureAlgorithm.forKey(key);
        if (key instanceof ECPublicKey ec) {
            return new Jwk(new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build(), key);
        }
        if (key instanceof RSAPublicKey rsa) {
            return new Jwk(new RSAKey.Builder(rsa).build(), key);
        }
        byte[] raw = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getPublicKeyData()
                .getOctets();
        return new Jwk(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(raw)).build(), key);
    }

    /**
     * Reads a JWK.
     *
     * @throws InvalidJwkException if it has private members, if its {@code use} or {@code key_ops} exclude verifying
     *     signatures, or if it is not a key that an algorithm here fits
     */
    public static Jwk parse(String json) {
        try {
            return parse(StrictJson.parseObject(json, MAX_CHARACTERS));
        } catch (JsonInputException e) {
            throw new InvalidJwkException("the JWK is not accepted: " + e.getMessage());
        }
    }

    /** Reads a JWK from JSON that was parsed strictly; see {@link #parse(String)}. */
    public static Jwk parse(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new InvalidJwkException("the JWK is not an object");
        }
        checkMembers(object);
        try {
            JWK jwk = JWK.parse(object.toString());
            return new Jwk(jwk, publicKey(jwk));
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidJwkException("the JWK is not a valid public key");
        }
    }

    private static void checkMembers(ObjectNode object) {
        if (PRIVATE.stream().anyMatch(object::has)) {
            throw new InvalidJwkException("the JWK holds a private or secret key");
        }
        JsonNode use = object.get("use");
        if (use != null && !"sig".equals(use.textValue())) {
            throw new InvalidJwkException("the use of the JWK is not sig");
        }
        JsonNode operations = object.get("key_ops");
        if (operations != null && !contains(operations, "verify")) {
            throw new InvalidJwkException("the key_ops of the JWK do not have verify");
        }
        for (String name : Set.of("x", "y", "n", "e")) {
            JsonNode value = object.get(name);
            if (value != null && !isBase64Url(value.textValue())) {
                throw new InvalidJwkException("a member of the JWK is not base64url without padding");
            }
        }
    }

    private static boolean contains(JsonNode list, String text) {
        for (JsonNode element : list) {
            if (text.equals(element.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBase64Url(@Nullable String text) {
        try {
            return text != null && Base64Url.decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey publicKey(JWK jwk) throws JOSEException {
        return switch (jwk) {
            case ECKey ec -> ec.toECPublicKey();
            case RSAKey rsa -> rsa.toRSAPublicKey();
            case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> ed25519(pair.getDecodedX());
            default -> throw new InvalidJwkException("the type or curve of the JWK is not accepted");
        };
    }

    private static PublicKey ed25519(byte[] raw) {
        if (raw.length != 32) {
            throw new InvalidJwkException("the JWK is not a valid Ed25519 key");
        }
        try {
            byte[] encoded = new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), raw)
                    .getEncoded();
            return KeyFactory.getInstance("Ed25519", SignatureProviders.provider())
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidJwkException("the JWK is not a valid Ed25519 key");
        }
    }

    /** The key, as an object of the provider that {@link SignatureProviders} chose. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The {@code kid} member, if there is one. */
    public Optional<String> keyId() {
        return Optional.ofNullable(jwk.getKeyID());
    }

    /** The algorithm that fits the key; PS256 for RSA. */
    public SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.forKey(publicKey);
    }

    /** The SHA-256 thumbprint of RFC 7638 in base64url: 43 characters. */
    public String thumbprint() {
        return thumbprint;
    }

    /** The members that make the key ({@code kty}, {@code crv}, {@code x}, … as in RFC 7638 §3.2), nothing else. */
    public ObjectNode json() {
        ObjectNode json = StrictJson.newObject();
        jwk.getRequiredParams().forEach((name, value) -> json.put(name, value.toString()));
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Jwk that && thumbprint().equals(that.thumbprint());
    }

    @Override
    public int hashCode() {
        return thumbprint().hashCode();
    }

    @Override
    public String toString() {
        return "Jwk[" + thumbprint() + "]";
    }
}
