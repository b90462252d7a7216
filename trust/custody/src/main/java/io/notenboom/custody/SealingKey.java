// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256-GCM key of one custody folder, derived from its passphrase with PBKDF2-HMAC-SHA512. Salt and iterations are in
 * the folder's seal file, with a check value: a wrong passphrase or another customer's folder is noticed when it is opened.
 */
final class SealingKey {

    /** At least what OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA512. */
    static final int ITERATIONS = 210_000;

    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    private static final int MAX_FILE_BYTES = 4096;
    private static final String KDF = "PBKDF2-HMAC-SHA512";
    private static final String CHECK = "check";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;
    private final String customer;
    private final byte[] salt;
    private final int iterations;

    private SealingKey(SecretKey key, String customer, byte[] salt, int iterations) {
        this.key = key;
        this.customer = customer;
        this.salt = salt.clone();
        this.iterations = iterations;
    }

    /** A key with a new salt. */
    static SealingKey fresh(Secret passphrase, String customer) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return derive(passphrase, customer, salt, ITERATIONS);
    }

    /** The content of the seal file from which {@link #open} gets this key; another one at each call. */
    byte[] sealFile() {
        ObjectNode file = StrictJson.newObject()
                .put("version", 1)
                .put("kdf", KDF)
                .put("iterations", iterations)
                .put("salt", Base64Url.encode(salt));
        file.set(CHECK, seal(new byte[0], CHECK));
        return StrictJson.write(file);
    }

    /**
     * The key that belongs to a seal file.
     *
     * @throws CustodyException if the file is damaged, or if passphrase or customer are not the folder's
     */
    static SealingKey open(byte[] sealFile, Secret passphrase, String customer) {
        try {
            ObjectNode file = StrictJson.parseObject(sealFile, MAX_FILE_BYTES);
            int iterations = file.path("iterations").asInt();
            boolean known = file.path("version").asInt() == 1
                    && KDF.equals(file.path("kdf").textValue());
            if (!known || iterations < ITERATIONS || iterations > MAX_ITERATIONS) {
                throw new CustodyException("the custody folder was sealed in a way that this version does not know");
            }
            SealingKey key = derive(
                    passphrase, customer, Base64Url.decode(file.path("salt").asText()), iterations);
            if (key.unseal(file.path(CHECK), CHECK).isEmpty()) {
                throw new CustodyException("the passphrase or the customer is not the one of the custody folder");
            }
            return key;
        } catch (JsonInputException | IllegalArgumentException e) {
            throw new CustodyException("the seal file of the custody folder is damaged", e);
        }
    }

    private static SealingKey derive(Secret passphrase, String customer, byte[] salt, int iterations) {
        PBEKeySpec specification = new PBEKeySpec(passphrase.reveal().toCharArray(), salt, iterations, KEY_BITS);
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(specification)
                    .getEncoded();
            return new SealingKey(new SecretKeySpec(derived, "AES"), customer, salt, iterations);
        } catch (GeneralSecurityException e) {
            throw new CustodyException("the sealing key cannot be derived", e);
        } finally {
            specification.clearPassword();
        }
    }

    /** Seals a secret; it opens only with the same label, which need not be secret. */
    ObjectNode seal(byte[] secret, String label) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, label).doFinal(secret);
            return StrictJson.newObject()
                    .put("nonce", Base64Url.encode(nonce))
                    .put("ciphertext", Base64Url.encode(sealed));
        } catch (GeneralSecurityException e) {
            throw new CustodyException("a secret cannot be sealed", e);
        }
    }

    /** The secret; empty if it was sealed with another key, customer or label, or was changed. The caller wipes it. */
    Optional<byte[]> unseal(JsonNode sealed, String label) {
        try {
            byte[] nonce = Base64Url.decode(sealed.path("nonce").asText());
            byte[] ciphertext = Base64Url.decode(sealed.path("ciphertext").asText());
            if (nonce.length != NONCE_BYTES) {
                return Optional.empty();
            }
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, label).doFinal(ciphertext));
        } catch (AEADBadTagException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new CustodyException("a secret cannot be unsealed", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String label) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("notenboom-custody-1\0" + customer + "\0" + label).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Wipes a secret. */
    static void wipe(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }
}
