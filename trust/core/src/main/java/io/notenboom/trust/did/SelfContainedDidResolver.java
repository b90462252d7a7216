// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.memo.Recent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves DIDs that hold their key: did:jwk (any key type that {@link Jwk} supports) and did:key (Ed25519, P-256, P-384,
 * P-521, secp256k1). No network. The document of such a DID never changes, so those of the last 1,000 are kept, with their
 * keys as objects of the provider that is fastest with them. Safe for many threads.
 */
public final class SelfContainedDidResolver implements DidResolver {

    private static final int MAX_DID_KEY_LENGTH = 256;
    private static final int REMEMBERED = 1_000;

    private final Recent<Did, DidDocument> documents = new Recent<>(REMEMBERED);

    @Override
    public DidDocument resolve(Did did) throws DidResolutionException {
        Optional<DidDocument> known = documents.get(did);
        if (known.isPresent()) {
            return known.get();
        }
        DidDocument document =
                switch (did.method()) {
                    case "jwk" -> resolveJwk(did);
                    case "key" -> resolveKey(did);
                    default -> throw new DidResolutionException(DidResolutionException.Reason.METHOD_NOT_SUPPORTED);
                };
        documents.put(did, document);
        return document;
    }

    /** The did:jwk of a key; its verification method is {@code #0}. */
    public static Did didJwk(Jwk publicKey) {
        return new Did("did:jwk:" + Base64Url.encode(StrictJson.write(publicKey.json())));
    }

    private static DidDocument resolveJwk(Did did) throws DidResolutionException {
        ObjectNode json;
        try {
            json = StrictJson.parseObject(Base64Url.decode(did.methodSpecificId()), Did.MAX_LENGTH);
        } catch (JsonInputException | IllegalArgumentException malformed) {
            throw new DidResolutionException(DidResolutionException.Reason.INVALID_DID, malformed);
        }
        return DidDocument.ofSigningKeys(did, List.of(VerificationMethod.of(did.withFragment("0"), supported(json))));
    }

    private static DidDocument resolveKey(Did did) throws DidResolutionException {
        String multibase = did.methodSpecificId();
        if (multibase.length() > MAX_DID_KEY_LENGTH || !multibase.startsWith("z")) {
            throw new DidResolutionException(DidResolutionException.Reason.INVALID_DID);
        }
        ObjectNode json;
        try {
            json = MulticodecKey.toJwk(Base58.decode(multibase.substring(1)));
        } catch (DidSyntaxException malformed) {
            throw new DidResolutionException(DidResolutionException.Reason.INVALID_DID, malformed);
        }
        return DidDocument.ofSigningKeys(
                did, List.of(VerificationMethod.of(did.withFragment(multibase), supported(json))));
    }

    private static Jwk supported(ObjectNode json) throws DidResolutionException {
        try {
            return Jwk.parse(json);
        } catch (InvalidJwkException notUsable) {
            throw new DidResolutionException(DidResolutionException.Reason.KEY_NOT_SUPPORTED, notUsable);
        }
    }

    /** Both methods, for a {@link DelegatingDidResolver}. */
    public static Map<String, DidResolver> byMethod() {
        SelfContainedDidResolver resolver = new SelfContainedDidResolver();
        return Map.of("jwk", resolver, "key", resolver);
    }
}
