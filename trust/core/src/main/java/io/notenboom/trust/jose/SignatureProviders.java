// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows which JCA provider makes and checks signatures: native code for ECDSA where that is to be had
 * ({@link NativeEcdsa}), BouncyCastle for everything else. Keys of another provider work, but those that
 * {@link #nativeKey(PublicKey)} gives are several times faster: convert once, keep, use often.
 */
public final class SignatureProviders {

    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final String OF_PROVIDER = "org.bouncycastle.";
    private static final @Nullable Provider NATIVE = NativeEcdsa.load(PROVIDER).orElse(null);
    private static final String OF_NATIVE = "com.amazon.corretto.";
    private static final String ECDSA_KEY = "EC";

    private SignatureProviders() {}

    /** The provider that knows all algorithms; not registered with the JVM, so name it explicitly. */
    public static Provider provider() {
        return PROVIDER;
    }

    /** Whether ECDSA is done by native code. */
    public static boolean isNative() {
        return NATIVE != null;
    }

    /**
     * The same key as an object of the provider that is fastest with it.
     *
     * @throws InvalidJwkException if no provider can read the key
     */
    public static PublicKey nativeKey(PublicKey key) {
        if (isConverted(key)) {
            return key;
        }
        return convert(
                key,
                (factory, encoded) -> factory.generatePublic(new X509EncodedKeySpec(encoded)),
                "the public key cannot be read");
    }

    /**
     * The same private key as an object of the provider that is fastest with it.
     *
     * @throws InvalidJwkException if no provider can read the key
     */
    public static PrivateKey nativeKey(PrivateKey key) {
        if (isConverted(key)) {
            return key;
        }
        return convert(
                key,
                (factory, encoded) -> factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                "the private key cannot be read");
    }

    private static boolean isConverted(Key key) {
        String type = key.getClass().getName();
        return type.startsWith(NATIVE != null && ECDSA_KEY.equals(key.getAlgorithm()) ? OF_NATIVE : OF_PROVIDER);
    }

    /** Reads a key. */
    @FunctionalInterface
    private interface KeyReader<K extends Key> {
        K read(KeyFactory factory, byte[] encoded) throws GeneralSecurityException;
    }

    private static <K extends Key> K convert(K key, KeyReader<K> reader, String failure) {
        if (NATIVE != null && ECDSA_KEY.equals(key.getAlgorithm())) {
            try {
                return reader.read(KeyFactory.getInstance(ECDSA_KEY, NATIVE), key.getEncoded());
            } catch (GeneralSecurityException e) {
                // a curve that the native code does not know; Java may
                System.getLogger(SignatureProviders.class.getName())
                        .log(System.Logger.Level.DEBUG, "a key that native code cannot read", e);
            }
        }
        try {
            return reader.read(KeyFactory.getInstance(key.getAlgorithm(), PROVIDER), key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new InvalidJwkException(failure);
        }
    }

    /**
     * The provider of a key.
     *
     * @param converted a key as {@link #nativeKey(PublicKey)} returns it
     */
    public static Provider providerOf(Key converted) {
        return NATIVE != null && converted.getClass().getName().startsWith(OF_NATIVE) ? NATIVE : PROVIDER;
    }

    private static Signature signature(SignatureAlgorithm algorithm, Key converted) throws GeneralSecurityException {
        return Signature.getInstance(algorithm.jcaName(), providerOf(converted));
    }

    /**
     * Signs with a key in memory.
     *
     * @return the signature in JOSE form: for ECDSA r and s of fixed length (IEEE P1363)
     * @throws IllegalArgumentException if the key does not fit the algorithm
     */
    public static byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[] input) {
        try {
            PrivateKey converted = nativeKey(key);
            Signature signature = signature(algorithm, converted);
            signature.initSign(converted);
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
            PublicKey converted = nativeKey(key);
            Signature verifier = signature(algorithm, converted);
            verifier.initVerify(converted);
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
