// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.auth.certificate.RevocationLists;
import io.notenboom.auth.didweb.DidWebResolver;
import io.notenboom.auth.didweb.HttpDidDocumentFetcher;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.replay.recording.NodeSettings;
import io.notenboom.auth.signature.SignatureIndex;
import io.notenboom.auth.status.CredentialStatuses;
import io.notenboom.auth.status.Freshness;
import io.notenboom.auth.status.RemoteStatusLists;
import io.notenboom.auth.status.StatusListReport;
import io.notenboom.auth.statuslist.StatusListAddresses;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.store.certificate.HttpRevocationListFetcher;
import io.notenboom.auth.store.memory.InMemorySignatures;
import io.notenboom.auth.store.statuslist.HttpStatusListFetcher;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.DelegatingDidResolver;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidWeb;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.status.StatusListReader;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What the features of a node in memory share. It keeps no copies of what other hosts publish: each exchange sees what was
 * published at its time.
 */
final class NodeParts {

    final NodeStores stores = new NodeStores();
    final NodeSettings settings;
    final InstantSource clock;
    final OutboundHttp http;
    final ReplayCustodian custodian;
    final PublicUrl publicUrl;
    final Subjects subjects;
    final OwnSigners signers;
    final Policies policies;
    final StatusListAddresses addresses;
    final StatusLists statusLists;
    final DidResolver resolver;
    final CredentialStatusChecker statuses;
    final CredentialVerifier credentials;
    final PresentationVerifier presentations;
    final Wallets wallets;

    NodeParts(NodeSettings settings, OutboundHttp http, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = http;
        custodian = new ReplayCustodian(clock);
        publicUrl = new PublicUrl(settings.publicUrl());
        subjects = new Subjects(stores.subjects, custodian, publicUrl, clock);
        signers = new OwnSigners(
                custodian, new SignatureIndex(new InMemorySignatures.Marks(), clock, SignatureIndex.WITHOUT_END));
        policies = new Policies(settings::policies);
        addresses = new StatusListAddresses(publicUrl);
        statusLists = new StatusLists(stores.statusLists, stores.journal, addresses, new SecureRandom());
        resolver = resolver();
        statuses =
                (status, issuer, now) -> new CredentialStatuses(statusLists, remoteLists()).check(status, issuer, now);
        credentials = new CredentialVerifier(resolver, SignatureAlgorithm.all(), statuses)
                .checkingCertificates(new RevocationLists(new HttpRevocationListFetcher(http), true, clock));
        presentations = new PresentationVerifier(resolver, SignatureAlgorithm.all(), credentials);
        wallets = new Wallets(subjects, stores.wallets, credentials, (_, _) -> {}, clock);
    }

    private DidResolver resolver() {
        Map<String, DidResolver> byMethod = new HashMap<>(SelfContainedDidResolver.byMethod());
        byMethod.put(
                DidWeb.METHOD,
                did -> new DidWebResolver(subjects, publicUrl, new HttpDidDocumentFetcher(http), clock).resolve(did));
        return new DelegatingDidResolver(byMethod);
    }

    private RemoteStatusLists remoteLists() {
        CredentialVerifier signatures =
                new CredentialVerifier(resolver, SignatureAlgorithm.all(), CredentialStatusChecker.knowingNone());
        return new RemoteStatusLists(
                new HttpStatusListFetcher(http),
                new StatusListReader(signatures::checkSignature),
                new Freshness(Duration.ofSeconds(60), Duration.ZERO),
                new Silent(),
                Runnable::run,
                clock);
    }

    private static final class Silent implements StatusListReport {

        @Override
        public void unusable(String url, String why) {
            // the answer that depends on it says so
        }

        @Override
        public void stale(String url) {
            // no copy is kept
        }
    }
}
