// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A public JSON Web Key (RFC 7517): EC on P-256, P-384 or P-521, RSA, or Ed25519. Two are equal if their thumbprints are. */
public final class Jwk {

    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final byte[] ED25519_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
    };

    private final JWK nimbus;
    private final PublicKey publicKey;
    private final String thumbprint;

    private Jwk(JWK nimbus, PublicKey publicKey) {
        this.nimbus = nimbus;
        this.publicKey = publicKey;
        try {
            this.thumbprint = nimbus.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * The JWK of a public key.
     *
     * @throws IllegalArgumentException if the key is of another type
     */
    public static Jwk of(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> new Jwk(new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build(), ec);
            case RSAPublicKey rsa -> new Jwk(new RSAKey.Builder(rsa).build(), rsa);
            case EdECPublicKey ed -> {
                byte[] encoded = ed.getEncoded();
                byte[] point = Arrays.copyOfRange(encoded, ED25519_PREFIX.length, encoded.length);
                yield new Jwk(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).build(), ed);
            }
            default -> throw new IllegalArgumentException("no JWK for a key of type " + key.getAlgorithm());
        };
    }

    /**
     * Reads a public JWK.
     *
     * @throws IllegalArgumentException if it is malformed, of another type, has a point that is not on its curve, or carries
     *     private or symmetric key material
     */
    public static Jwk parse(JsonNode json) {
        if (!json.isObject() || PRIVATE_MEMBERS.stream().anyMatch(json::has)) {
            throw new IllegalArgumentException("not a public JWK");
        }
        try {
            JWK jwk = JWK.parse(json.toString());
            return switch (jwk) {
                case ECKey ec
                when Set.of(Curve.P_256, Curve.P_384, Curve.P_521).contains(ec.getCurve()) -> of(ec.toECPublicKey());
                case RSAKey rsa -> of(rsa.toRSAPublicKey());
                case OctetKeyPair okp when okp.getCurve().equals(Curve.Ed25519) -> of(ed25519(okp));
                default -> throw new IllegalArgumentException("not a JWK of a type that is used here");
            };
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalStateException malformed) {
            throw new IllegalArgumentException("not a public JWK");
        }
    }

    private static PublicKey ed25519(OctetKeyPair okp) throws GeneralSecurityException {
        byte[] point = okp.getX().decode();
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** The key. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** RFC 7638 thumbprint with SHA-256, base64url, 43 characters. */
    public String thumbprint() {
        return thumbprint;
    }

    /** The required members only, in the order of RFC 7638. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, ?> member : nimbus.getRequiredParams().entrySet()) {
            json.put(member.getKey(), Objects.toString(member.getValue()));
        }
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Jwk that && thumbprint.equals(that.thumbprint);
    }

    @Override
    public int hashCode() {
        return thumbprint.hashCode();
    }

    @Override
    public String toString() {
        return "Jwk " + thumbprint;
    }
}
