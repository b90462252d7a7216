// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JWS whose signature was verified with a key that the caller chose; only {@link JwsVerifier} makes one. */
public final class VerifiedJws {

    private final CompactJws jws;
    private final SignatureAlgorithm algorithm;

    VerifiedJws(CompactJws jws, SignatureAlgorithm algorithm) {
        this.jws = jws;
        this.algorithm = algorithm;
    }

    /** The header; a copy. */
    public ObjectNode header() {
        return jws.header();
    }

    /** The payload; a copy. */
    public byte[] payload() {
        return jws.payload();
    }

    /** The algorithm of the signature. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The compact form that was verified. */
    public CompactJws jws() {
        return jws;
    }
}
