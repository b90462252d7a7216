// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody with a DID and a key of its own, for tests. */
public record Party(Did did, DidUrl method, Jwk key, JwsSigner signer) {

    /** A party with a did:web and a new P-256 key. */
    public static Party web(String name) {
        Did did = new Did("did:web:" + name + ".example:iam:1");
        KeyPair pair = keyPair();
        Jwk key = Jwk.of(pair.getPublic());
        return new Party(
                did, did.withFragment("key-1"), key, JwsSigner.inMemory(SignatureAlgorithm.ES256, pair.getPrivate()));
    }

    /** A party whose DID is its new P-256 key. */
    public static Party jwk() {
        KeyPair pair = keyPair();
        Jwk key = Jwk.of(pair.getPublic());
        Did did = SelfContainedDidResolver.didJwk(key);
        return new Party(
                did, did.withFragment("0"), key, JwsSigner.inMemory(SignatureAlgorithm.ES256, pair.getPrivate()));
    }

    /** The document of a did:web party. */
    public DidDocument document() {
        return DidDocument.ofSigningKeys(did, List.of(VerificationMethod.of(method, key)));
    }

    /** Resolves the given parties, did:jwk and did:key. */
    public static DidResolver resolver(Party... parties) {
        Map<Did, DidDocument> documents = new HashMap<>();
        for (Party party : parties) {
            documents.put(party.did(), party.document());
        }
        SelfContainedDidResolver selfContained = new SelfContainedDidResolver();
        return did -> {
            if (!did.method().equals("web")) {
                return selfContained.resolve(did);
            }
            DidDocument document = documents.get(did);
            if (document == null) {
                throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
            }
            return document;
        };
    }

    /** A new P-256 key pair. */
    public static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
