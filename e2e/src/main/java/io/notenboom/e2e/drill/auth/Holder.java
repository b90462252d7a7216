// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.presentation.PresentationBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A client with a key of its own, that presents one credential. */
public final class Holder {

    private final Did did;
    private final PresentationBuilder presentations;

    /** With a new key. */
    public Holder() {
        KeyPair pair = pair();
        this.did = SelfContainedDidResolver.didJwk(Jwk.of(pair.getPublic()));
        this.presentations = new PresentationBuilder(
                DidUrl.parse(did.value() + "#0"), JwsSigner.inMemory(SignatureAlgorithm.ES256, pair.getPrivate()));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has P-256", impossible);
        }
    }

    /** Its DID, which is its key. */
    public Did did() {
        return did;
    }

    /** A new presentation of a credential for an authorization server; it ends 4 seconds after {@code now}. */
    public String presentation(String audience, String credential, Instant now) {
        try {
            return presentations
                    .tokenRequest(
                            audience,
                            UUID.randomUUID().toString(),
                            List.of(UnverifiedCredential.parse(credential)),
                            now)
                    .serialized();
        } catch (CredentialRefusedException notOurs) {
            throw new IllegalStateException("the credential that was issued cannot be read", notOurs);
        }
    }
}
