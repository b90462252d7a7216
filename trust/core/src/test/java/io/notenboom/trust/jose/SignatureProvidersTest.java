// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureProvidersTest {

    private static final byte[] INPUT = "signed".getBytes(StandardCharsets.US_ASCII);

    private static KeyPair ecKeys(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, ES256", "secp384r1, ES384", "secp521r1, ES512"})
    void signaturesAreThoseOfOtherProviders(String curve, SignatureAlgorithm algorithm)
            throws GeneralSecurityException {
        KeyPair keys = ecKeys(curve);
        byte[] made = SignatureProviders.sign(algorithm, keys.getPrivate(), INPUT);
        Signature other = Signature.getInstance(algorithm.jcaName(), "SunEC");
        other.initVerify(keys.getPublic());
        other.update(INPUT);
        assertThat(other.verify(SignatureProviders.ecdsaToDer(made))).isTrue();
        SignatureProviders.verify(algorithm, keys.getPublic(), INPUT, made);
        made[made.length - 1] ^= 1;
        assertThatThrownBy(() -> SignatureProviders.verify(algorithm, keys.getPublic(), INPUT, made))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void aKeyIsConvertedOnce() throws GeneralSecurityException {
        KeyPair keys = ecKeys("secp256r1");
        var converted = SignatureProviders.nativeKey(keys.getPublic());
        assertThat(converted).isNotSameAs(keys.getPublic());
        assertThat(SignatureProviders.nativeKey(converted)).isSameAs(converted);
        assertThat(converted.getEncoded()).isEqualTo(keys.getPublic().getEncoded());
        var secret = SignatureProviders.nativeKey(keys.getPrivate());
        assertThat(SignatureProviders.nativeKey(secret)).isSameAs(secret);
        byte[] made = SignatureProviders.sign(SignatureAlgorithm.ES256, secret, INPUT);
        SignatureProviders.verify(SignatureAlgorithm.ES256, converted, INPUT, made);
    }

    @Test
    void keysThatNativeCodeDoesNotKnowAreLeftToJava() throws GeneralSecurityException {
        KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] made = SignatureProviders.sign(SignatureAlgorithm.EDDSA, ed25519.getPrivate(), INPUT);
        SignatureProviders.verify(SignatureAlgorithm.EDDSA, ed25519.getPublic(), INPUT, made);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", SignatureProviders.provider());
        generator.initialize(new ECGenParameterSpec("brainpoolP256r1"));
        var odd = SignatureProviders.nativeKey(generator.generateKeyPair().getPublic());
        assertThat(odd.getEncoded()).isNotEmpty();
    }

    @Test
    void onLinuxOnThisProcessorEcdsaIsNative() {
        boolean known = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assertThat(SignatureProviders.isNative() || !known).isTrue();
    }
}
