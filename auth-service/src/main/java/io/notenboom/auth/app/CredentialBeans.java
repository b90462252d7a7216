// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.app.security.AcceptedAlgorithms;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.Issuer;
import io.notenboom.auth.issuer.Reissuer;
import io.notenboom.auth.issuer.Replacements;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.status.CredentialStatuses;
import io.notenboom.auth.status.Freshness;
import io.notenboom.auth.status.RemoteStatusLists;
import io.notenboom.auth.status.TokenCredentials;
import io.notenboom.auth.statuslist.StatusListAddresses;
import io.notenboom.auth.statuslist.StatusListCredentials;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.store.file.StatusListJournalFile;
import io.notenboom.auth.store.redis.RedisStores;
import io.notenboom.auth.store.statuslist.HttpStatusListFetcher;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.trusted.TrustedIssuers;
import io.notenboom.auth.wallet.HolderPresentations;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.jsonld.CanonicalWork;
import io.notenboom.trust.status.StatusListReader;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** Wires credentials: issuing, status lists, checking. */
final class CredentialBeans {

    @Produces
    @Singleton
    StatusListStore statusListStore(RedisStores stores) {
        return stores.statusLists();
    }

    @Produces
    @Singleton
    StatusListAddresses statusListAddresses(PublicUrl publicUrl) {
        return new StatusListAddresses(publicUrl);
    }

    @Produces
    @Singleton
    StatusLists statusLists(StatusListStore store, StatusListAddresses addresses, NodeConfig config) {
        StatusListJournalFile journal =
                new StatusListJournalFile(config.dataDir().resolve("status-lists.journal"));
        return new StatusLists(store, journal, addresses, new SecureRandom());
    }

    @Produces
    @Singleton
    StatusListCredentials statusListCredentials(
            StatusListStore store,
            StatusListAddresses addresses,
            Subjects subjects,
            OwnSigners signers,
            InstantSource clock) {
        return new StatusListCredentials(store, addresses, subjects, signers, clock);
    }

    @Produces
    @Singleton
    Issuer issuer(
            Subjects subjects, OwnSigners signers, StatusLists statusLists, IssuedStore store, InstantSource clock) {
        return new Issuer(subjects, signers, statusLists, store, clock);
    }

    @Produces
    @Singleton
    Reissuer reissuer(
            Subjects subjects, OwnSigners signers, StatusLists statusLists, IssuedStore store, InstantSource clock) {
        return new Reissuer(subjects, signers, statusLists, store, clock);
    }

    @Produces
    @Singleton
    CredentialRevocation.Replaced replaced(Subjects subjects, Replacements replacements, Reissuer reissuer) {
        return new CredentialRevocation.Replaced(subjects, replacements, reissuer);
    }

    @Produces
    @Singleton
    CredentialRevocation credentialRevocation(
            IssuedStore store,
            StatusLists statusLists,
            Revocations revocations,
            CredentialRevocation.Replaced replaced) {
        return new CredentialRevocation(store, statusLists, revocations, replaced);
    }

    /** Lists are verified with a verifier that looks up no status: a list has none. */
    @Produces
    @Singleton
    RemoteStatusLists remoteStatusLists(
            GuardedHttpClient http,
            DidResolver resolver,
            AuthConfig config,
            ServiceMeters meters,
            AcceptedAlgorithms algorithms,
            InstantSource clock) {
        CredentialVerifier signatures =
                new CredentialVerifier(resolver, algorithms.presentations(), CredentialStatusChecker.knowingNone());
        Freshness freshness = new Freshness(
                Duration.ofSeconds(config.status().refreshSeconds()),
                Duration.ofSeconds(config.status().staleSeconds()));
        return new RemoteStatusLists(
                new HttpStatusListFetcher(http),
                new StatusListReader(signatures::checkSignature),
                freshness,
                new StatusListMeters(meters),
                work -> {
                    Thread unusedThread = Thread.startVirtualThread(work);
                },
                clock);
    }

    @Produces
    @Singleton
    CredentialStatusChecker credentialStatusChecker(StatusLists own, RemoteStatusLists remote) {
        return new CredentialStatuses(own, remote);
    }

    @Produces
    @Singleton
    TrustedIssuers trustedIssuers(RedisStores stores, Subjects subjects, Wallets wallets) {
        return new TrustedIssuers(stores.trustedIssuers(), subjects, wallets);
    }

    @Produces
    @Singleton
    HolderPresentations holderPresentations(Subjects subjects, OwnSigners signers, InstantSource clock) {
        return new HolderPresentations(subjects, signers, clock);
    }

    @Produces
    @Singleton
    TokenCredentials tokenCredentials(CredentialStatusChecker statuses, InstantSource clock) {
        return new TokenCredentials(statuses, clock);
    }

    @Produces
    @Singleton
    CredentialVerifier credentialVerifier(
            DidResolver resolver,
            CertificateRevocationCheck certificates,
            CredentialStatusChecker statuses,
            AcceptedAlgorithms algorithms,
            CanonicalWork canonicalWork) {
        return new CredentialVerifier(resolver, algorithms.presentations(), statuses)
                .checkingCertificates(certificates)
                .canonicalisingOn(canonicalWork);
    }
}
