// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
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
import io.notenboom.trust.proof.UnverifiedProof;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * Verifies credentials. Order: form, rules of the type, validity, key of the issuer, signature, status. The status is
 * looked up last, so that nobody can make this node fetch a list with a forged credential. Whether an issuer is trusted
 * for a type is not decided here but by the presentation definition. That a signature held is remembered
 * ({@link KnownSignatures}), everything else is looked at each time. Safe for use by many threads.
 */
@CheckReturnValue
public final class CredentialVerifier {

    /** How far clocks may differ. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** Types that a holder may say of itself without an issuer. */
    public static final Set<String> SELF_ATTESTED_TYPES =
            Set.of(CredentialType.NUTS_EMPLOYEE, CredentialType.DISCOVERY_REGISTRATION);

    private final DidResolver resolver;
    private final Set<SignatureAlgorithm> algorithms;
    private final CredentialStatusChecker statusChecker;
    private final Set<String> selfAttestedTypes;
    private final CertifiedIssuers certified;
    private final KnownSignatures known = new KnownSignatures();
    private final JsonWebSignature2020 proofs;

    /** A verifier that accepts unsigned credentials of {@link #SELF_ATTESTED_TYPES}. */
    public CredentialVerifier(
            DidResolver resolver, Set<SignatureAlgorithm> algorithms, CredentialStatusChecker statusChecker) {
        this(resolver, algorithms, statusChecker, SELF_ATTESTED_TYPES);
    }

    /**
     * A verifier. It accepts nothing of issuers with a did:x509, see {@link #checkingCertificates}.
     *
     * @param resolver finds the keys of issuers
     * @param algorithms accepted signature algorithms
     * @param statusChecker looks up revocation
     * @param selfAttestedTypes types that are accepted unsigned inside the holder's own presentation
     */
    public CredentialVerifier(
            DidResolver resolver,
            Set<SignatureAlgorithm> algorithms,
            CredentialStatusChecker statusChecker,
            Set<String> selfAttestedTypes) {
        this(
                resolver,
                algorithms,
                statusChecker,
                selfAttestedTypes,
                new CertifiedIssuers(CertificateRevocationCheck.knowingNone()),
                new JsonWebSignature2020(new LinkedData()));
    }

    private CredentialVerifier(
            DidResolver resolver,
            Set<SignatureAlgorithm> algorithms,
            CredentialStatusChecker statusChecker,
            Set<String> selfAttestedTypes,
            CertifiedIssuers certified,
            JsonWebSignature2020 proofs) {
        this.proofs = proofs;
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.algorithms = Set.copyOf(algorithms);
        this.statusChecker = Objects.requireNonNull(statusChecker, "statusChecker");
        this.selfAttestedTypes = Set.copyOf(selfAttestedTypes);
        this.certified = certified;
    }

    /** The same, and issuers with a did:x509 are accepted when this finds their certificates good. */
    public CredentialVerifier checkingCertificates(CertificateRevocationCheck revocations) {
        return new CredentialVerifier(
                resolver, algorithms, statusChecker, selfAttestedTypes, new CertifiedIssuers(revocations), proofs);
    }

    /** The same, and canonical forms are computed there. */
    public CredentialVerifier canonicalisingOn(CanonicalWork work) {
        return new CredentialVerifier(
                resolver,
                algorithms,
                statusChecker,
                selfAttestedTypes,
                certified,
                new JsonWebSignature2020(new LinkedData(work)));
    }

    /**
     * Verifies a credential that an issuer signed.
     *
     * @param now the time to decide for
     * @throws CredentialRefusedException if it is not accepted; unsigned credentials never are
     */
    public VerifiedCredential verify(UnverifiedCredential credential, Instant now) throws CredentialRefusedException {
        if (credential instanceof UnverifiedCredential.SelfAttested) {
            throw new CredentialRefusedException(CredentialRefusal.SELF_ATTESTED_NOT_ACCEPTED);
        }
        CredentialContent content = credential.content();
        CredentialTypeRules.checkIssued(content);
        checkValidity(content, now);
        checkSignature(credential, now);
        checkStatus(content, now);
        return new VerifiedCredential(credential, content.subjectId().orElseThrow());
    }

    /**
     * Verifies a credential inside a presentation: as {@link #verify}, and also accepts an unsigned one in which the holder
     * is issuer and subject.
     *
     * @param holder who signed the presentation; its signature must have been verified before
     * @param now the time to decide for
     * @throws CredentialRefusedException if it is not accepted
     */
    public VerifiedCredential verifyPresented(UnverifiedCredential credential, Did holder, Instant now)
            throws CredentialRefusedException {
        if (!(credential instanceof UnverifiedCredential.SelfAttested selfAttested)) {
            return verify(credential, now);
        }
        CredentialContent content = selfAttested.content();
        CredentialTypeRules.checkCommon(content);
        Did subject = content.subjectId().orElseThrow();
        boolean acceptable = content.issuer().equals(holder)
                && subject.equals(holder)
                && selfAttestedTypes.contains(content.specificType().orElse(""));
        if (!acceptable) {
            throw new CredentialRefusedException(CredentialRefusal.SELF_ATTESTED_NOT_ACCEPTED);
        }
        checkValidity(content, now);
        return new VerifiedCredential(selfAttested, subject);
    }

    /**
     * Checks only that the issuer signed: neither the rules of the type nor validity and status. For credentials that are
     * about something else than a DID, such as status lists.
     *
     * @param now the time to decide for, as a proof may have an end of its own
     * @throws CredentialRefusedException if there is no signature of the issuer, or it is wrong
     */
    public void checkSignature(UnverifiedCredential credential, Instant now) throws CredentialRefusedException {
        switch (credential) {
            case UnverifiedCredential.Jwt jwt -> checkSignature(jwt, now);
            case UnverifiedCredential.LinkedData linkedData -> checkProof(linkedData, now);
            case UnverifiedCredential.SelfAttested _ ->
                throw new CredentialRefusedException(CredentialRefusal.SELF_ATTESTED_NOT_ACCEPTED);
        }
    }

    /**
     * The state of a credential that was verified before, as of this moment: revoked if one of its entries is, else unknown if
     * one of them is.
     */
    public CredentialStatusChecker.Outcome status(Credential verifiedBefore, Instant now) {
        return status(verifiedBefore.content(), now);
    }

    private CredentialStatusChecker.Outcome status(CredentialContent content, Instant now) {
        CredentialStatusChecker.Outcome worst = CredentialStatusChecker.Outcome.VALID;
        for (CredentialStatus status : content.statuses()) {
            switch (statusChecker.check(status, content.issuer(), now)) {
                case VALID -> {
                    // the next entry decides
                }
                case REVOKED -> {
                    return CredentialStatusChecker.Outcome.REVOKED;
                }
                case UNKNOWN -> worst = CredentialStatusChecker.Outcome.UNKNOWN;
            }
        }
        return worst;
    }

    /** What is remembered of signatures that held; for meters. */
    public KnownSignatures knownSignatures() {
        return known;
    }

    private void checkSignature(UnverifiedCredential.Jwt credential, Instant now) throws CredentialRefusedException {
        CompactJws jws = credential.jws();
        checkHeader(jws);
        Did issuer = credential.content().issuer();
        DidUrl methodId = jws.header("kid").isPresent() ? namedKey(jws) : implicitKey(issuer);
        if (CertifiedIssuers.includes(issuer)) {
            CertificateChain chain = CertifiedIssuers.chain(credential, now);
            checkSignature(jws, signingKey(methodId, CertifiedIssuers.document(issuer, chain)));
            certified.checkRevocation(chain, now);
        } else {
            checkSignature(jws, signingKey(methodId, issuer));
        }
    }

    private void checkProof(UnverifiedCredential.LinkedData credential, Instant now) throws CredentialRefusedException {
        UnverifiedProof proof = proof(credential, now);
        VerificationMethod key =
                signingKey(proof.verificationMethod(), credential.content().issuer());
        known.check(
                key.publicKey().publicKey(),
                credential.original().toString(),
                () -> checkProof(credential, proof, key));
    }

    private void checkProof(UnverifiedCredential.LinkedData credential, UnverifiedProof proof, VerificationMethod key)
            throws CredentialRefusedException {
        try {
            proofs.verify(credential.original(), proof, key.publicKey().publicKey(), algorithms);
        } catch (ProofRefusedException refused) {
            throw new CredentialRefusedException(reason(refused), refused);
        }
    }

    private static UnverifiedProof proof(UnverifiedCredential.LinkedData credential, Instant now)
            throws CredentialRefusedException {
        try {
            UnverifiedProof proof = UnverifiedProof.of(credential.original());
            if (proof.purpose() != VerificationRelationship.ASSERTION_METHOD) {
                throw new CredentialRefusedException(CredentialRefusal.FORMAT_NOT_ACCEPTED);
            }
            Instant expires = proof.expires();
            if (expires != null && !expires.isAfter(now.minus(CLOCK_SKEW))) {
                throw new CredentialRefusedException(CredentialRefusal.EXPIRED);
            }
            return proof;
        } catch (ProofRefusedException refused) {
            throw new CredentialRefusedException(reason(refused), refused);
        }
    }

    private static CredentialRefusal reason(ProofRefusedException refused) {
        return switch (refused.reason()) {
            case MALFORMED -> CredentialRefusal.MALFORMED;
            case TYPE -> CredentialRefusal.FORMAT_NOT_ACCEPTED;
            case ALGORITHM -> CredentialRefusal.ALGORITHM_NOT_ACCEPTED;
            case DOCUMENT -> CredentialRefusal.LINKED_DATA;
            case SIGNATURE -> CredentialRefusal.SIGNATURE;
        };
    }

    private void checkHeader(CompactJws jws) throws CredentialRefusedException {
        if (SignatureAlgorithm.ofJoseName(jws.algorithm())
                .filter(algorithms::contains)
                .isEmpty()) {
            throw new CredentialRefusedException(CredentialRefusal.ALGORITHM_NOT_ACCEPTED);
        }
        if (jws.header("typ").isPresent() && !jws.headerText("typ").orElse("").equalsIgnoreCase("JWT")) {
            throw new CredentialRefusedException(CredentialRefusal.MALFORMED);
        }
    }

    private void checkStatus(CredentialContent content, Instant now) throws CredentialRefusedException {
        switch (status(content, now)) {
            case VALID -> {
                // nothing speaks against it
            }
            case REVOKED -> throw new CredentialRefusedException(CredentialRefusal.REVOKED);
            case UNKNOWN -> throw new CredentialRefusedException(CredentialRefusal.STATUS_UNKNOWN);
        }
    }

    private static void checkValidity(CredentialContent content, Instant now) throws CredentialRefusedException {
        if (content.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
            throw new CredentialRefusedException(CredentialRefusal.NOT_YET_VALID);
        }
        Instant expiresAt = content.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(now.minus(CLOCK_SKEW))) {
            throw new CredentialRefusedException(CredentialRefusal.EXPIRED);
        }
    }

    private static VerificationMethod signingKey(DidUrl methodId, DidDocument document)
            throws CredentialRefusedException {
        if (!methodId.did().equals(document.id())) {
            throw new CredentialRefusedException(CredentialRefusal.KEY_NOT_OF_ISSUER);
        }
        return document.method(methodId, VerificationRelationship.ASSERTION_METHOD)
                .orElseThrow(() -> new CredentialRefusedException(CredentialRefusal.KEY_NOT_ALLOWED));
    }

    private VerificationMethod signingKey(DidUrl methodId, Did issuer) throws CredentialRefusedException {
        if (!methodId.did().equals(issuer)) {
            throw new CredentialRefusedException(CredentialRefusal.KEY_NOT_OF_ISSUER);
        }
        try {
            return signingKey(methodId, resolver.resolve(issuer));
        } catch (DidResolutionException unresolved) {
            throw new CredentialRefusedException(CredentialRefusal.ISSUER_NOT_RESOLVED, unresolved);
        }
    }

    private static DidUrl namedKey(CompactJws jws) throws CredentialRefusedException {
        return jws.headerText("kid")
                .flatMap(DidUrl::tryParse)
                .orElseThrow(() -> new CredentialRefusedException(CredentialRefusal.KEY_NOT_OF_ISSUER));
    }

    private static DidUrl implicitKey(Did issuer) throws CredentialRefusedException {
        if (!issuer.method().equals("jwk")) {
            throw new CredentialRefusedException(CredentialRefusal.KEY_NOT_OF_ISSUER);
        }
        return issuer.withFragment("0");
    }

    private void checkSignature(CompactJws jws, VerificationMethod method) throws CredentialRefusedException {
        PublicKey key = method.publicKey().publicKey();
        known.check(key, jws.serialized(), () -> checkSignature(jws, key));
    }

    private void checkSignature(CompactJws jws, PublicKey key) throws CredentialRefusedException {
        try {
            VerifiedJws verified = JwsVerifier.verify(jws, key, algorithms);
            Objects.requireNonNull(verified);
        } catch (InvalidSignatureException invalid) {
            throw new CredentialRefusedException(CredentialRefusal.SIGNATURE, invalid);
        }
    }
}
