// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.util.Optional;

/**
 * A JWS whose signature was verified with {@link #key()}; only {@link JwsVerifier} makes one. Says nothing about whose key
 * it is, nor about the meaning of the payload.
 */
public final class VerifiedJws {

    private final CompactJws jws;
    private final SignatureAlgorithm algorithm;
    private final PublicKey key;

    VerifiedJws(CompactJws jws, SignatureAlgorithm algorithm, PublicKey key) {
        this.jws = jws;
        this.algorithm = algorithm;
        this.key = key;
    }

    /** The algorithm that was verified. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The key that it was verified with. */
    public PublicKey key() {
        return key;
    }

    /** A copy of the protected header. */
    public ObjectNode header() {
        return jws.header();
    }

    /** The header member as it stands; empty if it is absent. The node must not be changed. */
    public Optional<JsonNode> header(String name) {
        return jws.header(name);
    }

    /** The text of a header member; empty if it is absent or not a text. */
    public Optional<String> headerText(String name) {
        return jws.headerText(name);
    }

    /** A copy of the payload. */
    public byte[] payload() {
        return jws.payload();
    }

    /** The JWS itself. */
    public CompactJws jws() {
        return jws;
    }

    @Override
    public String toString() {
        return "Verified" + jws;
    }
}
