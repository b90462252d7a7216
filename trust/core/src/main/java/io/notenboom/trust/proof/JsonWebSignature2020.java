// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jose.DetachedJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.MalformedJwsException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.jsonld.PinnedContexts;
import io.notenboom.trust.proof.ProofRefusedException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Set;

/**
 * The proof type JsonWebSignature2020 (W3C CCG lds-jws2020): a detached JWS over the SHA-256 of the canonical proof options,
 * followed by that of the canonical document without its proof. Safe for many threads.
 */
@CheckReturnValue
public final class JsonWebSignature2020 {

    /** Name of the proof type. */
    public static final String TYPE = "JsonWebSignature2020";

    /** The only purpose that Nuts nodes give, for presentations too. */
    public static final String PURPOSE = "assertionMethod";

    private static final int MAX_JWS = 4_096;
    private static final String CONTEXT = "@context";
    private static final String PROOF = "proof";

    private final LinkedData linkedData;

    /** Over canonical documents. */
    public JsonWebSignature2020(LinkedData linkedData) {
        this.linkedData = linkedData;
    }

    /**
     * A copy of a document with a proof.
     *
     * @param document without a proof; the context of the proof is added to its contexts if it is missing
     * @throws JsonLdException if the document is not acceptable as linked data, for example for a member that no context defines
     */
    public ObjectNode sign(ObjectNode document, ProofOptions options, JwsSigner signer) throws JsonLdException {
        ObjectNode signed = document.deepCopy();
        addContext(signed);
        ObjectNode proof = options.toJson();
        String jws = DetachedJws.sign(options.verificationMethod().toString(), signedBytes(signed, proof), signer);
        signed.set(PROOF, proof.put("jws", jws));
        return signed;
    }

    private static void addContext(ObjectNode document) {
        JsonNode present = document.path(CONTEXT);
        ArrayNode contexts = document.arrayNode();
        if (present.isArray()) {
            present.forEach(contexts::add);
        } else if (!present.isMissingNode()) {
            contexts.add(present);
        }
        for (JsonNode context : contexts) {
            if (PinnedContexts.JWS_2020.equals(context.textValue())) {
                return;
            }
        }
        document.set(CONTEXT, contexts.add(PinnedContexts.JWS_2020));
    }

    /**
     * Verifies the proof of a document.
     *
     * @param document with its proof
     * @param proof as {@link UnverifiedProof#of} read it from this document
     * @param key the key that it names, which the caller found and may be used for statements
     * @param allowed the algorithms that the caller accepts here
     * @throws ProofRefusedException if it does not hold
     */
    public void verify(ObjectNode document, UnverifiedProof proof, PublicKey key, Set<SignatureAlgorithm> allowed)
            throws ProofRefusedException {
        try {
            DetachedJws jws = DetachedJws.parse(proof.jws(), MAX_JWS);
            if (SignatureAlgorithm.ofJoseName(jws.algorithm())
                    .filter(allowed::contains)
                    .isEmpty()) {
                throw new ProofRefusedException(Reason.ALGORITHM, "the algorithm of the proof is not accepted here");
            }
            ObjectNode unsigned = document.deepCopy().without(PROOF);
            jws.verify(signedBytes(unsigned, proof.json()), key, allowed);
        } catch (MalformedJwsException malformed) {
            throw new ProofRefusedException(Reason.MALFORMED, "the jws of the proof is not well-formed", malformed);
        } catch (JsonLdException refused) {
            throw new ProofRefusedException(Reason.DOCUMENT, refused.reason().description(), refused);
        } catch (InvalidSignatureException invalid) {
            throw new ProofRefusedException(Reason.SIGNATURE, "the signature of the proof is wrong", invalid);
        }
    }

    private byte[] signedBytes(ObjectNode unsigned, ObjectNode proof) throws JsonLdException {
        ObjectNode options = proof.deepCopy();
        options.remove(Set.of("jws", "signature", "proofValue", CONTEXT));
        byte[] optionsHash = sha256(linkedData.canonicalOptions(options, PinnedContexts.JWS_2020));
        byte[] documentHash = sha256(linkedData.canonical(unsigned));
        byte[] both = new byte[optionsHash.length + documentHash.length];
        System.arraycopy(optionsHash, 0, both, 0, optionsHash.length);
        System.arraycopy(documentHash, 0, both, optionsHash.length, documentHash.length);
        return both;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
