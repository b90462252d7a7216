// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Signature algorithms of RFC 7518 and RFC 8037 that may occur at all; there is no {@code none}, {@code HS*} or {@code RS*}. */
public enum SignatureAlgorithm {
    /** ECDSA on P-256 with SHA-256. */
    ES256("ES256", 256),
    /** ECDSA on P-384 with SHA-384. */
    ES384("ES384", 384),
    /** ECDSA on P-521 with SHA-512. */
    ES512("ES512", 521),
    /** RSASSA-PSS with SHA-256, 2048 to 4096 bits. */
    PS256("PS256", 0),
    /** RSASSA-PSS with SHA-384, 2048 to 4096 bits. */
    PS384("PS384", 0),
    /** RSASSA-PSS with SHA-512, 2048 to 4096 bits. */
    PS512("PS512", 0),
    /** Ed25519. */
    EDDSA("EdDSA", 0);

    private static final int SMALLEST_RSA_BITS = 2048;
    private static final int LARGEST_RSA_BITS = 4096;

    private final String joseName;
    private final int curveBits;

    SignatureAlgorithm(String joseName, int curveBits) {
        this.joseName = joseName;
        this.curveBits = curveBits;
    }

    /** The value of {@code alg}. */
    public String joseName() {
        return joseName;
    }

    JWSAlgorithm nimbus() {
        return JWSAlgorithm.parse(joseName);
    }

    /** The algorithm with this {@code alg}, compared exactly. */
    public static Optional<SignatureAlgorithm> ofName(String joseName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.joseName.equals(joseName))
                .findFirst();
    }

    /** All of them. */
    public static Set<SignatureAlgorithm> all() {
        return EnumSet.allOf(SignatureAlgorithm.class);
    }

    /** Whether a key is of the type, curve and size that this algorithm needs. */
    public boolean fits(PublicKey key) {
        return switch (this) {
            case ES256, ES384, ES512 ->
                key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == curveBits;
            case PS256, PS384, PS512 ->
                key instanceof RSAPublicKey rsa
                        && rsa.getModulus().bitLength() >= SMALLEST_RSA_BITS
                        && rsa.getModulus().bitLength() <= LARGEST_RSA_BITS;
            case EDDSA ->
                key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519");
        };
    }

    /**
     * The algorithm to sign with, given the public key of the signer.
     *
     * @throws IllegalArgumentException if there is none for such a key
     */
    public static SignatureAlgorithm forKey(PublicKey key) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.fits(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no signature algorithm for a key of type " + key.getAlgorithm()));
    }
}
