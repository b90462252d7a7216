// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.nimbusds.jose.jwk.Curve;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that exist here (RFC 7518 §3.1, RFC 8037, RFC 8812). There are no shared-secret algorithms, no
 * PKCS#1 v1.5 and no {@code none}.
 */
public enum SignatureAlgorithm {
    /** ECDSA on P-256 with SHA-256. */
    ES256("ES256", "SHA256withECDSA", Curve.P_256, 64),
    /** ECDSA on P-384 with SHA-384. */
    ES384("ES384", "SHA384withECDSA", Curve.P_384, 96),
    /** ECDSA on P-521 with SHA-512. */
    ES512("ES512", "SHA512withECDSA", Curve.P_521, 132),
    /** RSASSA-PSS with SHA-256, key of at least 2048 bits. */
    PS256("PS256", "SHA256withRSAandMGF1", null, 0),
    /** RSASSA-PSS with SHA-384, key of at least 2048 bits. */
    PS384("PS384", "SHA384withRSAandMGF1", null, 0),
    /** RSASSA-PSS with SHA-512, key of at least 2048 bits. */
    PS512("PS512", "SHA512withRSAandMGF1", null, 0),
    /** Ed25519. */
    EDDSA("EdDSA", "Ed25519", Curve.Ed25519, 64),
    /** ECDSA on secp256k1 with SHA-256; not in {@link #all()}, for those who ask for it by name. */
    ES256K("ES256K", "SHA256withECDSA", Curve.SECP256K1, 64),
    /** RSASSA-PKCS1-v1_5 with SHA-256; not in {@link #all()}, for peers that know no better. Nothing here signs with it. */
    RS256("RS256", "SHA256withRSA", null, 0);

    /** RSA keys below this many bits are refused. */
    public static final int MIN_RSA_BITS = 2048;

    /** RSA keys above this many bits are refused, because verifying with them is slow. */
    public static final int MAX_RSA_BITS = 4096;

    private final String joseName;
    private final String jcaName;
    private final @Nullable Curve curve;
    private final int signatureBytes;

    SignatureAlgorithm(String joseName, String jcaName, @Nullable Curve curve, int signatureBytes) {
        this.joseName = joseName;
        this.jcaName = jcaName;
        this.curve = curve;
        this.signatureBytes = signatureBytes;
    }

    /** The value of the {@code alg} header. */
    public String joseName() {
        return joseName;
    }

    /** The algorithm with this {@code alg} header value, compared exactly, if it exists here. */
    public static Optional<SignatureAlgorithm> ofJoseName(String joseName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.joseName.equals(joseName))
                .findFirst();
    }

    /**
     * Those that are accepted where nothing else is said: all but ES256K, which no Nuts node uses, and RS256, whose padding is
     * not provably secure.
     */
    public static Set<SignatureAlgorithm> all() {
        return EnumSet.complementOf(EnumSet.of(ES256K, RS256));
    }

    /**
     * The algorithm to sign with for this key: the one of its curve, or PS256 for RSA.
     *
     * @throws InvalidJwkException if no algorithm fits the key
     */
    public static SignatureAlgorithm forKey(PublicKey key) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.fits(key))
                .findFirst()
                .orElseThrow(() -> new InvalidJwkException("no signature algorithm fits this type or size of key"));
    }

    /** Whether the key's type, curve or size belongs to this algorithm. */
    public boolean fits(PublicKey key) {
        return switch (this) {
            case ES256, ES384, ES512, ES256K ->
                key instanceof ECPublicKey ec
                        && curve != null
                        && curve.equals(Curve.forECParameterSpec(ec.getParams()));
            case PS256, PS384, PS512, RS256 ->
                key instanceof RSAPublicKey rsa
                        && rsa.getModulus().bitLength() >= MIN_RSA_BITS
                        && rsa.getModulus().bitLength() <= MAX_RSA_BITS
                        && rsa.getPublicExponent().equals(RSAKeyGenParameterSpec.F4);
            case EDDSA -> key.getAlgorithm().equals("Ed25519") || isJdkEd25519(key);
        };
    }

    private static boolean isJdkEd25519(PublicKey key) {
        return key instanceof java.security.interfaces.EdECPublicKey ed
                && ed.getParams().getName().equals("Ed25519");
    }

    String jcaName() {
        return jcaName;
    }

    /** Whether the signature is r and s of an elliptic curve, which X.509 and JCA write in DER. */
    boolean isEcdsa() {
        return this == ES256 || this == ES384 || this == ES512 || this == ES256K;
    }

    /** Length of every signature in JOSE form; 0 if it depends on the key. */
    int signatureBytes() {
        return signatureBytes;
    }
}
