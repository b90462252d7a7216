// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * AWS-LC through the Amazon Corretto Crypto Provider, for ECDSA: native code for Linux on x86-64, about twice as fast as Java.
 * {@code -Dnotenboom.signatures=java} does without it.
 */
final class NativeEcdsa {

    private static final String SWITCH = "notenboom.signatures";
    private static final String ALGORITHM = "SHA256withECDSA";

    private NativeEcdsa() {}

    /**
     * The provider, if its library can be loaded here and agrees with another provider about signatures.
     *
     * @param other with which it is compared
     */
    static Optional<Provider> load(Provider other) {
        if ("java".equals(System.getProperty(SWITCH))) {
            return Optional.empty();
        }
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            if (provider.getLoadingError() == null && agrees(provider, other)) {
                return Optional.of(provider);
            }
            log("its library cannot be loaded here", provider.getLoadingError());
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            log("it failed its test", e);
        }
        return Optional.empty();
    }

    private static boolean agrees(Provider provider, Provider other) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] text = {1, 2, 3};
        Signature signer = Signature.getInstance(ALGORITHM, provider);
        signer.initSign(pair.getPrivate());
        signer.update(text);
        byte[] signature = signer.sign();
        PublicKey key = KeyFactory.getInstance("EC", other)
                .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
        byte[] changed = {1, 2, 4};
        return verifies(provider, pair.getPublic(), text, signature)
                && !verifies(provider, pair.getPublic(), changed, signature)
                && verifies(other, key, text, signature);
    }

    private static boolean verifies(Provider provider, PublicKey key, byte[] text, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ALGORITHM, provider);
        verifier.initVerify(key);
        verifier.update(text);
        return verifier.verify(signature);
    }

    private static void log(String why, @Nullable Throwable cause) {
        System.getLogger(NativeEcdsa.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "signatures are checked in Java, at half the speed of native code: " + why
                                + (cause == null ? "" : " (" + cause + ")"));
    }
}
