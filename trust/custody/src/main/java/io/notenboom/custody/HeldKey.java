// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;

/**
 * A key pair in memory with all that is known about it. What custodians that run in this process share; never leaves their
 * classes.
 *
 * @param publicKey as an object of the signature provider
 * @param privateKey as an object of the signature provider
 */
record HeldKey(KeyId keyId, KeyPurpose purpose, Instant created, PublicKey publicKey, PrivateKey privateKey) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key pair under a new random id: Ed25519 for {@link KeyPurpose#LOG}, P-256 for everything else. */
    static HeldKey create(KeyPurpose purpose, Instant created) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType(purpose), SignatureProviders.provider());
            if (purpose != KeyPurpose.LOG) {
                generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            }
            return of(purpose, created, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new CustodyException("a key pair for " + purpose.wireName() + " cannot be generated", e);
        }
    }

    /** JCA name of the keys of a purpose. */
    static String keyType(KeyPurpose purpose) {
        return purpose == KeyPurpose.LOG ? "Ed25519" : "EC";
    }

    /**
     * An existing key pair under a new random id.
     *
     * @throws CustodyException if it is not of the type that the purpose asks or its halves do not belong together
     */
    static HeldKey of(KeyPurpose purpose, Instant created, KeyPair pair) {
        KeyRules.requirePair(purpose, pair);
        return new HeldKey(
                KeyId.random(),
                purpose,
                created,
                SignatureProviders.nativeKey(pair.getPublic()),
                SignatureProviders.nativeKey(pair.getPrivate()));
    }

    /** Signs as {@link KeyCustodian#sign} promises, and verifies the signature before returning it. */
    byte[] sign(KeyPurpose wanted, byte[] input) {
        KeyRules.requirePurpose(keyId, purpose, wanted);
        SignatureAlgorithm algorithm = SignatureAlgorithm.forKey(publicKey);
        try {
            byte[] signature = SignatureProviders.sign(algorithm, privateKey, input);
            SignatureProviders.verify(algorithm, publicKey, input, signature);
            return signature;
        } catch (InvalidSignatureException | IllegalArgumentException e) {
            throw new CustodyException("key " + keyId + " made a signature that its public key does not verify", e);
        }
    }

    KeyDescription describe(boolean claimed) {
        return new KeyDescription(keyId, purpose, created, claimed);
    }

    /** Never shows the private key. */
    @Override
    public String toString() {
        return "HeldKey[" + keyId + ", " + purpose.wireName() + "]";
    }
}
