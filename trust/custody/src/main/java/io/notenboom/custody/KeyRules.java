// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.security.KeyPair;
import java.security.PublicKey;

/** What every custodian asks of a key, wherever it keeps it. */
public final class KeyRules {

    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private KeyRules() {}

    /** Whether a key is of the type that its purpose asks: Ed25519 for {@link KeyPurpose#LOG}, P-256 or P-384 for others. */
    public static boolean fits(KeyPurpose purpose, PublicKey key) {
        return purpose == KeyPurpose.LOG
                ? SignatureAlgorithm.EDDSA.fits(key)
                : SignatureAlgorithm.ES256.fits(key) || SignatureAlgorithm.ES384.fits(key);
    }

    /**
     * Checks a key pair that is to be taken in.
     *
     * @throws CustodyException if it is not of the type that the purpose asks, or its halves do not belong together
     */
    public static void requirePair(KeyPurpose purpose, KeyPair pair) {
        if (!fits(purpose, pair.getPublic())) {
            throw new CustodyException("a key for " + purpose.wireName() + " has to be "
                    + (purpose == KeyPurpose.LOG ? "Ed25519" : "on P-256 or P-384"));
        }
        SignatureAlgorithm algorithm = SignatureAlgorithm.forKey(pair.getPublic());
        try {
            byte[] signature = SignatureProviders.sign(algorithm, pair.getPrivate(), PROBE);
            SignatureProviders.verify(algorithm, pair.getPublic(), PROBE, signature);
        } catch (InvalidSignatureException | InvalidJwkException | IllegalArgumentException e) {
            throw new CustodyException("the halves of the key pair do not belong together", e);
        }
    }

    /**
     * Checks that a key is used for what it was created for.
     *
     * @throws WrongPurposeException if it was created for another purpose
     */
    public static void requirePurpose(KeyId keyId, KeyPurpose purpose, KeyPurpose wanted) {
        if (wanted != purpose) {
            throw new WrongPurposeException(
                    "key " + keyId + " is for " + purpose.wireName() + ", not for " + wanted.wireName());
        }
    }
}
