// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.did.VerificationRelationship;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.VerifiedJws;
import io.notenboom.trust.jsonld.CanonicalWork;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.proof.JsonWebSignature2020;
import io.notenboom.trust.proof.ProofRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Verifies presentations. Order: validity, holder and subjects, audience, nonce, signature, then each credential. All that
 * needs no key comes before the first look-up. Replay is the caller's: check the nonce after this succeeded, so that
 * nobody can use up another's nonce. Safe for use by many threads.
 */
@CheckReturnValue
public final class PresentationVerifier {

    private static final Duration SKEW = CredentialVerifier.CLOCK_SKEW;
    private static final int MAX_NONCE = 256;

    private final DidResolver resolver;
    private final Set<SignatureAlgorithm> algorithms;
    private final CredentialVerifier credentialVerifier;
    private final JsonWebSignature2020 proofs;

    /**
     * A verifier.
     *
     * @param resolver finds the keys of holders
     * @param algorithms accepted signature algorithms
     * @param credentialVerifier verifies the credentials inside
     */
    public PresentationVerifier(
            DidResolver resolver, Set<SignatureAlgorithm> algorithms, CredentialVerifier credentialVerifier) {
        this(resolver, algorithms, credentialVerifier, new JsonWebSignature2020(new LinkedData()));
    }

    private PresentationVerifier(
            DidResolver resolver,
            Set<SignatureAlgorithm> algorithms,
            CredentialVerifier credentialVerifier,
            JsonWebSignature2020 proofs) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.algorithms = Set.copyOf(algorithms);
        this.credentialVerifier = Objects.requireNonNull(credentialVerifier, "credentialVerifier");
        this.proofs = proofs;
    }

    /** The same, and canonical forms of presentations are computed there. */
    public PresentationVerifier canonicalisingOn(CanonicalWork work) {
        return new PresentationVerifier(
                resolver, algorithms, credentialVerifier, new JsonWebSignature2020(new LinkedData(work)));
    }

    /**
     * Verifies all presentations of a request.
     *
     * @param now the time to decide for
     * @throws PresentationRefusedException if one is not accepted, or they have different signers
     */
    public VerifiedPresentations verify(PresentationEnvelope envelope, PresentationExpectation expectation, Instant now)
            throws PresentationRefusedException {
        List<UnverifiedPresentation> checked = new ArrayList<>();
        for (UnverifiedPresentation presentation : envelope.presentations()) {
            checked.add(checkClaims(presentation, expectation, now));
        }
        long holders = checked.stream()
                .map(presentation -> presentation.content().holder())
                .distinct()
                .count();
        if (holders != 1) {
            throw new PresentationRefusedException(PresentationRefusal.SEVERAL_HOLDERS);
        }
        List<VerifiedPresentation> verified = new ArrayList<>();
        for (UnverifiedPresentation presentation : checked) {
            verified.add(verifySignatures(presentation, now));
        }
        return new VerifiedPresentations(envelope.inArray(), verified);
    }

    /**
     * Verifies one presentation.
     *
     * @param now the time to decide for
     * @throws PresentationRefusedException if it is not accepted
     */
    public VerifiedPresentation verify(
            UnverifiedPresentation presentation, PresentationExpectation expectation, Instant now)
            throws PresentationRefusedException {
        return verifySignatures(checkClaims(presentation, expectation, now), now);
    }

    /**
     * Verifies a presentation that is for nobody in particular: that the holder signed it, that its credentials are about the
     * holder, and that it is valid, as far as it says. Whom it is for and whether it was used before is not looked at: never
     * give access on it.
     *
     * @param withCredentials whether its credentials are verified, too
     * @param now the time to decide for
     * @throws PresentationRefusedException if it is not accepted
     */
    public void verifyForNobody(UnverifiedPresentation presentation, boolean withCredentials, Instant now)
            throws PresentationRefusedException {
        checkForm(presentation);
        PresentationContent content = presentation.content();
        Instant notBefore = content.notBefore();
        Instant expiresAt = content.expiresAt();
        require(notBefore != null, PresentationRefusal.VALIDITY_MISSING);
        require(notBefore == null || !notBefore.isAfter(now.plus(SKEW)), PresentationRefusal.NOT_YET_VALID);
        require(expiresAt == null || expiresAt.isAfter(now.minus(SKEW)), PresentationRefusal.EXPIRED);
        checkHolder(presentation);
        DidUrl methodId = signingMethod(presentation);
        VerificationMethod verifiedWith = checkOwnSignature(presentation, methodId);
        Objects.requireNonNull(verifiedWith);
        if (withCredentials) {
            List<VerifiedCredential> unused = verifyCredentials(content, methodId.did(), now);
        }
    }

    private UnverifiedPresentation checkClaims(
            UnverifiedPresentation presentation, PresentationExpectation expectation, Instant now)
            throws PresentationRefusedException {
        checkForm(presentation);
        PresentationContent content = presentation.content();
        checkValidity(content, expectation.maximumValidity(), now);
        checkHolder(presentation);
        require(content.audiences().contains(expectation.audience()), PresentationRefusal.AUDIENCE);
        String nonce = content.nonce();
        boolean nonceFits =
                nonce == null ? !expectation.nonceRequired() : !nonce.isEmpty() && nonce.length() <= MAX_NONCE;
        require(nonceFits, PresentationRefusal.NONCE);
        return presentation;
    }

    private void checkForm(UnverifiedPresentation presentation) throws PresentationRefusedException {
        switch (presentation) {
            case UnverifiedPresentation.Jwt jwt -> checkHeader(jwt.jws());
            case UnverifiedPresentation.LinkedData linkedData ->
                require(
                        linkedData.content().credentials().stream()
                                .noneMatch(credential -> credential.format() == CredentialFormat.JWT_VC),
                        PresentationRefusal.JWT_NOT_COVERED);
        }
    }

    private void checkHeader(CompactJws jws) throws PresentationRefusedException {
        require(
                SignatureAlgorithm.ofJoseName(jws.algorithm())
                        .filter(algorithms::contains)
                        .isPresent(),
                PresentationRefusal.ALGORITHM_NOT_ACCEPTED);
        require(
                jws.header("typ").isEmpty() || jws.headerText("typ").orElse("").equalsIgnoreCase("JWT"),
                PresentationRefusal.MALFORMED);
    }

    private static void checkValidity(PresentationContent content, Duration maximum, Instant now)
            throws PresentationRefusedException {
        Instant notBefore = content.notBefore();
        Instant expiresAt = content.expiresAt();
        if (notBefore == null || expiresAt == null) {
            throw new PresentationRefusedException(PresentationRefusal.VALIDITY_MISSING);
        }
        require(Duration.between(notBefore, expiresAt).compareTo(maximum) <= 0, PresentationRefusal.VALID_TOO_LONG);
        require(!notBefore.isAfter(now.plus(SKEW)), PresentationRefusal.NOT_YET_VALID);
        require(expiresAt.isAfter(now.minus(SKEW)), PresentationRefusal.EXPIRED);
    }

    private static void checkHolder(UnverifiedPresentation presentation) throws PresentationRefusedException {
        Did signer = signingMethod(presentation).did();
        PresentationContent content = presentation.content();
        require(content.holder().filter(signer::equals).isPresent(), PresentationRefusal.HOLDER);
        for (UnverifiedCredential credential : content.credentials()) {
            require(
                    credential.content().subjectId().filter(signer::equals).isPresent(),
                    PresentationRefusal.NOT_SUBJECT);
        }
    }

    private static DidUrl signingMethod(UnverifiedPresentation presentation) throws PresentationRefusedException {
        return presentation
                .signingMethod()
                .orElseThrow(() -> new PresentationRefusedException(PresentationRefusal.HOLDER));
    }

    private VerifiedPresentation verifySignatures(UnverifiedPresentation presentation, Instant now)
            throws PresentationRefusedException {
        DidUrl methodId = signingMethod(presentation);
        VerificationMethod method = checkOwnSignature(presentation, methodId);
        PresentationContent content = presentation.content();
        List<VerifiedCredential> credentials = verifyCredentials(content, methodId.did(), now);
        Instant expiresAt = Objects.requireNonNull(content.expiresAt(), "expiresAt");
        return new VerifiedPresentation(presentation, methodId, method.publicKey(), expiresAt, credentials);
    }

    private VerificationMethod checkOwnSignature(UnverifiedPresentation presentation, DidUrl methodId)
            throws PresentationRefusedException {
        return switch (presentation) {
            case UnverifiedPresentation.Jwt jwt ->
                checkSignature(jwt.jws(), key(methodId, VerificationRelationship.ASSERTION_METHOD));
            case UnverifiedPresentation.LinkedData linkedData ->
                checkProof(linkedData, key(methodId, linkedData.proof().purpose()));
        };
    }

    private List<VerifiedCredential> verifyCredentials(PresentationContent content, Did holder, Instant now)
            throws PresentationRefusedException {
        List<VerifiedCredential> credentials = new ArrayList<>();
        try {
            for (UnverifiedCredential credential : content.credentials()) {
                credentials.add(credentialVerifier.verifyPresented(credential, holder, now));
            }
        } catch (CredentialRefusedException refused) {
            throw new PresentationRefusedException(refused);
        }
        return credentials;
    }

    private VerificationMethod key(DidUrl methodId, VerificationRelationship relationship)
            throws PresentationRefusedException {
        try {
            return resolver.resolve(methodId.did())
                    .method(methodId, relationship)
                    .orElseThrow(() -> new PresentationRefusedException(PresentationRefusal.KEY_NOT_ALLOWED));
        } catch (DidResolutionException unresolved) {
            throw new PresentationRefusedException(PresentationRefusal.HOLDER_NOT_RESOLVED, unresolved);
        }
    }

    private VerificationMethod checkSignature(CompactJws jws, VerificationMethod method)
            throws PresentationRefusedException {
        try {
            VerifiedJws verified = JwsVerifier.verify(jws, method.publicKey().publicKey(), algorithms);
            Objects.requireNonNull(verified);
            return method;
        } catch (InvalidSignatureException invalid) {
            throw new PresentationRefusedException(PresentationRefusal.SIGNATURE, invalid);
        }
    }

    private VerificationMethod checkProof(UnverifiedPresentation.LinkedData presentation, VerificationMethod method)
            throws PresentationRefusedException {
        try {
            proofs.verify(
                    presentation.json(),
                    presentation.proof(),
                    method.publicKey().publicKey(),
                    algorithms);
            return method;
        } catch (ProofRefusedException refused) {
            throw new PresentationRefusedException(reason(refused), refused);
        }
    }

    private static PresentationRefusal reason(ProofRefusedException refused) {
        return switch (refused.reason()) {
            case MALFORMED -> PresentationRefusal.MALFORMED;
            case TYPE -> PresentationRefusal.FORMAT_NOT_ACCEPTED;
            case ALGORITHM -> PresentationRefusal.ALGORITHM_NOT_ACCEPTED;
            case DOCUMENT -> PresentationRefusal.LINKED_DATA;
            case SIGNATURE -> PresentationRefusal.SIGNATURE;
        };
    }

    private static void require(boolean condition, PresentationRefusal reason) throws PresentationRefusedException {
        if (!condition) {
            throw new PresentationRefusedException(reason);
        }
    }
}
