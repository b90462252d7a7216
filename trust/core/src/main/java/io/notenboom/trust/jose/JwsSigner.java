// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import java.security.PrivateKey;
import java.util.function.UnaryOperator;

/** Makes signatures with one key that it does not show; typically the key is at a custodian. Safe for many threads. */
public interface JwsSigner {

    /** The algorithm of every signature it makes. */
    SignatureAlgorithm algorithm();

    /** Signs the input (not a digest); the signature is in JOSE form: for ECDSA r and s of fixed length (IEEE P1363). */
    byte[] sign(byte[] input);

    /** A signer over a function, for example {@code input -> custodian.sign(keyId, purpose, input)}. */
    static JwsSigner of(SignatureAlgorithm algorithm, UnaryOperator<byte[]> sign) {
        return new JwsSigner() {
            @Override
            public SignatureAlgorithm algorithm() {
                return algorithm;
            }

            @Override
            public byte[] sign(byte[] input) {
                return sign.apply(input);
            }
        };
    }

    /** A signer with a private key in memory: for keys that no custodian holds, such as those of one request. */
    static JwsSigner inMemory(SignatureAlgorithm algorithm, PrivateKey key) {
        PrivateKey nativeKey = SignatureProviders.nativeKey(key);
        return of(algorithm, input -> SignatureProviders.sign(algorithm, nativeKey, input));
    }
}
