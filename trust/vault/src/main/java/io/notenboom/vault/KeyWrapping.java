// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import io.notenboom.custody.CustodyException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps a private key for import into Transit (BYOK): the key, PKCS #8, under a fresh AES-256 key (RFC 5649), and that
 * under the engine's RSA key (OAEP with SHA-256). Only the engine can open it.
 */
final class KeyWrapping {

    private static final int AES_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyWrapping() {}

    /**
     * The ciphertext that {@code keys/:name/import} takes.
     *
     * @param wrappingKey PEM, as {@code wrapping_key} shows it
     */
    static String wrap(PrivateKey key, String wrappingKey) {
        byte[] secret = key.getEncoded();
        byte[] ephemeral = new byte[AES_BYTES];
        RANDOM.nextBytes(ephemeral);
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
            rsa.init(
                    Cipher.ENCRYPT_MODE,
                    rsaKey(wrappingKey),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            Cipher aes = Cipher.getInstance("AES/KWP/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(ephemeral, "AES"));
            ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
            wrapped.writeBytes(rsa.doFinal(ephemeral));
            wrapped.writeBytes(aes.doFinal(secret));
            return Base64.getEncoder().encodeToString(wrapped.toByteArray());
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            throw new CustodyException("the key cannot be wrapped for the Vault", unfit);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(ephemeral, (byte) 0);
        }
    }

    private static PublicKey rsaKey(String pem) throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
