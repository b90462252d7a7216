// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** A P-256 key of a client. */
public final class TestKey {

    private final KeyPair pair;

    /** A new key. */
    public TestKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The public half. */
    public Jwk jwk() {
        return Jwk.of(pair.getPublic());
    }

    /** The public half with an id, as JSON. */
    public ObjectNode json(String keyId) {
        return jwk().json().put("kid", keyId);
    }

    /** Signs with the private half. */
    public JwsSigner signer() {
        return JwsSigner.inMemory(SignatureAlgorithm.ES256, pair.getPrivate());
    }

    /** A JWT of these parts. */
    public String sign(ObjectNode header, ObjectNode claims) {
        return Jws.sign(header, StrictJson.write(claims), signer()).serialized();
    }

    /** Both halves. */
    public KeyPair pair() {
        return pair;
    }
}
