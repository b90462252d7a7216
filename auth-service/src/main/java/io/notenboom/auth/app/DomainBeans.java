// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.micrometer.core.instrument.Counter;
import io.notenboom.auth.app.security.AcceptedAlgorithms;
import io.notenboom.auth.client.AccessTokens;
import io.notenboom.auth.client.AuthorizationServers;
import io.notenboom.auth.client.Presenter;
import io.notenboom.auth.dpop.DpopNonces;
import io.notenboom.auth.dpop.ProofMaker;
import io.notenboom.auth.dpop.ProofValidation;
import io.notenboom.auth.introspection.Introspection;
import io.notenboom.auth.limit.ClientRates;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.TokenTerms;
import io.notenboom.auth.record.TokenJournal;
import io.notenboom.auth.revocation.Deactivation;
import io.notenboom.auth.revocation.RevocationEvents;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.signature.SignatureIndex;
import io.notenboom.auth.standing.Standings;
import io.notenboom.auth.status.TokenCredentials;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.PresentationCheck;
import io.notenboom.auth.token.ProofCheck;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.auth.token.TokenEndpoint;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.auth.token.scope.ScopeDecisions;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.auth.wallet.WalletStore;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jsonld.CanonicalWork;
import io.notenboom.trust.presentation.PresentationVerifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;
import org.jboss.logging.Logger;

/** Wires the domain. */
final class DomainBeans {

    private static final Logger LOG = Logger.getLogger(DomainBeans.class);

    /** Of DPoP proofs. */
    private static final Set<SignatureAlgorithm> ALGORITHMS = SignatureAlgorithm.all();

    @Produces
    @Singleton
    Subjects subjects(SubjectStore store, KeyCustodian custodian, PublicUrl publicUrl, InstantSource clock) {
        return new Subjects(store, custodian, publicUrl, clock);
    }

    @Produces
    @Singleton
    OwnSigners ownSigners(KeyCustodian custodian, SignatureIndex index) {
        return new OwnSigners(custodian, index);
    }

    @Produces
    @Singleton
    PresentationVerifier presentationVerifier(
            DidResolver resolver,
            CredentialVerifier credentials,
            AcceptedAlgorithms algorithms,
            CanonicalWork canonicalWork) {
        return new PresentationVerifier(resolver, algorithms.presentations(), credentials)
                .canonicalisingOn(canonicalWork);
    }

    @Produces
    @Singleton
    Wallets wallets(
            Subjects subjects,
            WalletStore store,
            CredentialVerifier verifier,
            ServiceMeters meters,
            InstantSource clock) {
        Counter unreadable = meters.counter("wallet.unreadable", "Readings of stored credentials that were damaged");
        return new Wallets(
                subjects,
                store,
                verifier,
                (subject, credential) -> {
                    unreadable.increment();
                    LOG.errorf(
                            "credential %s in the wallet of %s cannot be read and is left out: remove it and load it again",
                            credential, subject.value());
                },
                clock);
    }

    @Produces
    @Singleton
    Introspection introspection(TokenStore tokens, TokenCredentials credentials, InstantSource clock) {
        return new Introspection(tokens, credentials, clock);
    }

    @Produces
    @Singleton
    Revocations revocations(TokenStore tokens, RevocationEvents events) {
        return new Revocations(tokens, events);
    }

    @Produces
    @Singleton
    Deactivation deactivation(Subjects subjects, Revocations revocations) {
        return new Deactivation(subjects, revocations);
    }

    @Produces
    @Singleton
    ProofMaker proofMaker(Subjects subjects, OwnSigners signers, InstantSource clock) {
        return new ProofMaker(subjects, signers, new RandomTokens(), clock);
    }

    @Produces
    @Singleton
    ProofValidation proofValidation(UsedOnce usedOnce, DpopNonces nonces, InstantSource clock) {
        DpopVerifier lenient = new DpopVerifier(ALGORITHMS, ProofValidation.lenientAge(), DpopVerifier.DEFAULT_FORWARD);
        return new ProofValidation(new DpopVerifier(), lenient, usedOnce, nonces, clock);
    }

    @Produces
    @Singleton
    PresentationCheck presentationCheck(PresentationVerifier verifier, UsedOnce usedOnce) {
        return new PresentationCheck(verifier, usedOnce);
    }

    @Produces
    @Singleton
    TokenChecks tokenChecks(
            IssuerTrust issuers,
            PresentationCheck presentations,
            ProofCheck proofs,
            ClientRates rates,
            TokenJournal journal) {
        return new TokenChecks(issuers, presentations, proofs, rates, journal);
    }

    /** What the token endpoint checks with, and where it writes it down. */
    record TokenChecks(
            IssuerTrust issuers,
            PresentationCheck presentations,
            ProofCheck proofs,
            ClientRates rates,
            TokenJournal journal) {}

    @Produces
    @Singleton
    TokenEndpoint.Parts tokenEndpointParts(
            Subjects subjects, PublicUrl publicUrl, Policies policies, TokenTerms terms, TokenChecks checks) {
        return new TokenEndpoint.Parts(
                subjects,
                publicUrl,
                policies,
                terms,
                checks.issuers(),
                checks.presentations(),
                checks.proofs(),
                checks.rates(),
                checks.journal());
    }

    @Produces
    @Singleton
    TokenEndpoint tokenEndpoint(
            TokenEndpoint.Parts parts,
            TokenStore store,
            Standings standings,
            ScopeDecisions decisions,
            InstantSource clock) {
        return new TokenEndpoint(parts, store, standings, decisions, new RandomTokens(), clock);
    }

    @Produces
    @Singleton
    Presenter presenter(Wallets wallets, OwnSigners signers, InstantSource clock) {
        return new Presenter(wallets, signers, new RandomTokens(), clock);
    }

    @Produces
    @Singleton
    AccessTokens.Own ownClients(Subjects subjects, PublicUrl publicUrl) {
        return new AccessTokens.Own(subjects, publicUrl);
    }

    @Produces
    @Singleton
    AccessTokens accessTokens(
            AccessTokens.Own own,
            Policies policies,
            AuthorizationServers servers,
            Presenter presenter,
            ProofMaker proofs,
            InstantSource clock) {
        return new AccessTokens(own, policies, servers, presenter, proofs, clock);
    }
}
