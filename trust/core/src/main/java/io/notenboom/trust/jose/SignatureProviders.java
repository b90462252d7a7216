// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The one place that knows which JCA provider makes and checks signatures. Keys of another provider work, but those that
 * {@link #nativeKey(PublicKey)} gives are several times faster: convert once, keep, use often.
 */
public final class SignatureProviders {

    private static final Provider PROVIDER = new BouncyCastleProvider();

    private SignatureProviders() {}

    /** The provider of signatures; not registered with the JVM, so name it explicitly. */
    public static Provider provider() {
        return PROVIDER;
    }

    /**
     * The same key as an object of the provider.
     *
     * @throws InvalidJwkException if the provider cannot read the key
     */
    public static PublicKey nativeKey(PublicKey key) {
        if (key.getClass().getName().startsWith("org.bouncycastle.")) {
            return key;
        }
        try {
            return KeyFactory.getInstance(key.getAlgorithm(), PROVIDER)
                    .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new InvalidJwkException("the public key cannot be read");
        }
    }

    /**
     * The same private key as an object of the provider.
     *
     * @throws InvalidJwkException if the provider cannot read the key
     */
    public static PrivateKey nativeKey(PrivateKey key) {
        if (key.getClass().getName().startsWith("org.bouncycastle.")) {
            return key;
        }
        try {
            return KeyFactory.getInstance(key.getAlgorithm(), PROVIDER)
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new InvalidJwkException("the private key cannot be read");
        }
    }

    /**
     * Signs with a key in memory.
     *
     * @return the signature in JOSE form: for ECDSA r and s of fixed length (IEEE P1363)
     * @throws IllegalArgumentException if the key does not fit the algorithm
     */
    public static byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[] input) {
        try {
            Signature signature = Signature.getInstance(algorithm.jcaName(), PROVIDER);
            signature.initSign(nativeKey(key));
            signature.update(input);
            byte[] made = signature.sign();
            return algorithm.isEcdsa() ? ECDSA.transcodeSignatureToConcat(made, algorithm.signatureBytes()) : made;
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalArgumentException("the key cannot sign with " + algorithm.joseName(), e);
        }
    }

    /**
     * Checks a signature.
     *
     * @param signature in JOSE form: for ECDSA r and s of fixed length (IEEE P1363)
     * @throws InvalidSignatureException if the key does not fit the algorithm or the signature is not the key's over this
     *     input
     */
    public static void verify(SignatureAlgorithm algorithm, PublicKey key, byte[] input, byte[] signature) {
        if (!algorithm.fits(key)) {
            throw new InvalidSignatureException("the key does not fit the algorithm " + algorithm.joseName());
        }
        if (algorithm.signatureBytes() != 0 && algorithm.signatureBytes() != signature.length) {
            throw new InvalidSignatureException("the signature has a wrong length");
        }
        try {
            Signature verifier = Signature.getInstance(algorithm.jcaName(), PROVIDER);
            verifier.initVerify(nativeKey(key));
            verifier.update(input);
            if (!verifier.verify(algorithm.isEcdsa() ? ECDSA.transcodeSignatureToDER(signature) : signature)) {
                throw new InvalidSignatureException("the signature is wrong");
            }
        } catch (SignatureException | JOSEException e) {
            throw new InvalidSignatureException("the signature is wrong");
        } catch (GeneralSecurityException e) {
            throw new InvalidSignatureException("the key cannot be used to check a signature");
        }
    }

    /**
     * An ECDSA signature in the DER form that X.509 and TLS use.
     *
     * @param signature r and s of fixed length (IEEE P1363)
     * @throws InvalidSignatureException if it has no such form
     */
    public static byte[] ecdsaToDer(byte[] signature) {
        try {
            return ECDSA.transcodeSignatureToDER(signature);
        } catch (JOSEException e) {
            throw new InvalidSignatureException("the signature is not a pair r, s of fixed length");
        }
    }
}
