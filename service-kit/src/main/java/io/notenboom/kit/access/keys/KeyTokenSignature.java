// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.Set;

/** Verifies the signature of such a JWT: ES256, ES384, ES512, EdDSA, PS512, and RS512 because ssh-agent makes no PSS. */
final class KeyTokenSignature {

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.copyOf(EnumSet.of(
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512,
            SignatureAlgorithm.EDDSA,
            SignatureAlgorithm.PS512));

    private KeyTokenSignature() {}

    /** Whether the JWT is signed with this key, by an algorithm that is accepted and fits the key. */
    static boolean holds(CompactJws jws, PublicKey key) {
        if (jws.header("crit").isPresent() || jws.header("b64").isPresent()) {
            return false;
        }
        if (jws.algorithm().equals("RS512")) {
            return key instanceof RSAPublicKey && rs512(jws, key);
        }
        try {
            var unused = JwsVerifier.verify(jws, key, ALGORITHMS);
            return true;
        } catch (InvalidSignatureException wrong) {
            return false;
        }
    }

    private static boolean rs512(CompactJws jws, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance("SHA512withRSA");
            verifier.initVerify(key);
            verifier.update(jws.signingInput());
            return verifier.verify(jws.signature());
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }
}
