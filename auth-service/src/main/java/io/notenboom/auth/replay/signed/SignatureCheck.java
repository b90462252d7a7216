// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.DidX509;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JoseException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.VerifiedJws;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.proof.JsonWebSignature2020;
import io.notenboom.trust.proof.ProofRefusedException;
import io.notenboom.trust.proof.UnverifiedProof;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Verifies signatures alone: not who may sign what, nor when. */
public final class SignatureCheck {

    private static final int MAX = 1024 * 1024;

    private final DidResolver resolver;
    private final JsonWebSignature2020 proofs = new JsonWebSignature2020(new LinkedData());

    /** @param resolver finds keys */
    public SignatureCheck(DidResolver resolver) {
        this.resolver = resolver;
    }

    /** Verifies one signature. */
    public Verdict check(SignedObject object) {
        return switch (object) {
            case SignedObject.Jwt jwt -> check(jwt);
            case SignedObject.LinkedData linkedData -> check(linkedData.document());
        };
    }

    private Verdict check(SignedObject.Jwt object) {
        JwtText jwt = object.jwt();
        if (object.isProof()) {
            return ownKey(jwt);
        }
        Optional<DidUrl> kid = DidUrl.tryParse(jwt.header().path("kid").asText());
        Verdict named = kid.map(id -> verify(jwt, id)).orElseGet(() -> new Verdict.Invalid("it names no key"));
        if (named instanceof Verdict.Valid) {
            return named;
        }
        return signedByWhomItIsAbout(jwt) ? new Verdict.ValidWithAnotherKey() : named;
    }

    private static Verdict ownKey(JwtText jwt) {
        try {
            ObjectNode publicHalf = ((ObjectNode) jwt.header().path("jwk")).deepCopy();
            publicHalf.remove("d");
            return verify(jwt, Jwk.parse(publicHalf).publicKey());
        } catch (InvalidJwkException | ClassCastException unusable) {
            return new Verdict.Invalid("its jwk cannot be used");
        }
    }

    private Verdict verify(JwtText jwt, DidUrl keyId) {
        if (keyId.did().method().equals(DidX509.METHOD)) {
            return ownCertificate(jwt);
        }
        try {
            DidDocument document = resolver.resolve(keyId.did());
            Optional<VerificationMethod> method = method(document, keyId);
            return method.map(found -> verify(jwt, found.publicKey().publicKey()))
                    .orElseGet(() -> new Verdict.Invalid("the DID document does not list its key"));
        } catch (DidResolutionException unresolved) {
            return new Verdict.Invalid(
                    "its DID cannot be resolved: " + unresolved.reason().description());
        }
    }

    /** A did:x509 has its key in the certificate that comes with the signature (RFC 7515 section 4.1.6). */
    private static Verdict ownCertificate(JwtText jwt) {
        try {
            byte[] certificate =
                    Base64.getDecoder().decode(jwt.header().path("x5c").path(0).asText());
            return verify(
                    jwt,
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate))
                            .getPublicKey());
        } catch (CertificateException | IllegalArgumentException unusable) {
            return new Verdict.Invalid("its certificate cannot be used");
        }
    }

    private static Optional<VerificationMethod> method(DidDocument document, DidUrl keyId) {
        return document.verificationMethods().stream()
                .filter(method -> method.id().equals(keyId))
                .findFirst();
    }

    private boolean signedByWhomItIsAbout(JwtText jwt) {
        for (String member : List.of("iss", "sub")) {
            Optional<Did> did = Did.tryParse(jwt.payload().path(member).asText());
            if (did.isPresent() && signedBy(jwt, did.get())) {
                return true;
            }
        }
        return false;
    }

    private boolean signedBy(JwtText jwt, Did did) {
        try {
            return resolver.resolve(did).verificationMethods().stream()
                    .anyMatch(method -> verify(jwt, method.publicKey().publicKey()) instanceof Verdict.Valid);
        } catch (DidResolutionException unresolved) {
            return false;
        }
    }

    private static Verdict verify(JwtText jwt, PublicKey key) {
        try {
            VerifiedJws verified = JwsVerifier.verify(CompactJws.parse(jwt.text(), MAX), key, SignatureAlgorithm.all());
            Objects.requireNonNull(verified);
            return new Verdict.Valid();
        } catch (InvalidSignatureException wrong) {
            return new Verdict.Invalid("its signature is wrong");
        } catch (JoseException malformed) {
            return new Verdict.Invalid("it is no JWS that could be accepted");
        }
    }

    private Verdict check(ObjectNode document) {
        try {
            UnverifiedProof proof = UnverifiedProof.of(document);
            DidUrl keyId = proof.verificationMethod();
            Optional<VerificationMethod> method = method(resolver.resolve(keyId.did()), keyId);
            return method.isEmpty()
                    ? new Verdict.Invalid("the DID document does not list its key")
                    : check(document, proof, method.get().publicKey().publicKey());
        } catch (ProofRefusedException malformed) {
            return new Verdict.Invalid("its proof cannot be read");
        } catch (DidResolutionException unresolved) {
            return new Verdict.Invalid(
                    "its DID cannot be resolved: " + unresolved.reason().description());
        }
    }

    private Verdict check(ObjectNode document, UnverifiedProof proof, PublicKey key) {
        return switch (reason(document, proof, key)) {
            case OK -> new Verdict.Valid();
            case WRONG -> new Verdict.Invalid("its signature is wrong");
            case DOCUMENT ->
                new UndefinedMembers(changed -> reason(changed, proof, key))
                        .remove(document)
                        .<Verdict>map(Verdict.ValidWithoutUndefined::new)
                        .orElseGet(() -> new Verdict.Invalid("it says what its proof does not cover"));
        };
    }

    private Reason reason(ObjectNode document, UnverifiedProof proof, PublicKey key) {
        try {
            proofs.verify(document, proof, key, SignatureAlgorithm.all());
            return Reason.OK;
        } catch (ProofRefusedException refused) {
            return refused.reason() == ProofRefusedException.Reason.DOCUMENT ? Reason.DOCUMENT : Reason.WRONG;
        }
    }

    /** What became of verifying a proof. */
    enum Reason {
        OK,
        WRONG,
        DOCUMENT
    }
}
