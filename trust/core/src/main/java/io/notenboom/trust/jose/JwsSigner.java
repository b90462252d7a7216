// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

/** Signs with a key that the caller never sees. */
public interface JwsSigner {

    /** The algorithm of its key. */
    SignatureAlgorithm algorithm();

    /**
     * Signs the input (not a digest).
     *
     * @return the signature in JOSE form: for ECDSA r and s in fixed length
     */
    byte[] sign(byte[] input);
}
