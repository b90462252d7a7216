// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.certificate.RevocationLists;
import io.notenboom.auth.didweb.DidDocumentFetcher;
import io.notenboom.auth.didweb.DidWebResolver;
import io.notenboom.auth.didweb.PublishedDids;
import io.notenboom.auth.store.certificate.DenylistedCertificates;
import io.notenboom.auth.store.certificate.HttpRevocationListFetcher;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.revocation.Denylists;
import io.notenboom.trust.did.DelegatingDidResolver;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidWeb;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Resolving DIDs: one cache, with stale copies for verifying and without for looking; certificates behind them. */
final class ResolverBeans {

    @Produces
    @Singleton
    @Typed(DidWebResolver.class)
    DidWebResolver didWebResolver(
            Subjects subjects, PublicUrl publicUrl, DidDocumentFetcher fetcher, InstantSource clock) {
        return new DidWebResolver(subjects, publicUrl, fetcher, clock);
    }

    @Produces
    @Singleton
    DidResolver didResolver(DidWebResolver web) {
        return withWeb(web);
    }

    @Produces
    @Singleton
    PublishedDids publishedDids(DidWebResolver web) {
        return new PublishedDids(withWeb(web.withoutStaleCopies()));
    }

    @Produces
    @Singleton
    CertificateRevocationCheck certificateRevocationCheck(
            GuardedHttpClient http, NodeConfig config, Denylists denylists, InstantSource clock) {
        return new DenylistedCertificates(
                denylists,
                new RevocationLists(new HttpRevocationListFetcher(http), config.mode() == NodeMode.DEV, clock));
    }

    private static DidResolver withWeb(DidResolver web) {
        Map<String, DidResolver> resolvers = new HashMap<>(SelfContainedDidResolver.byMethod());
        resolvers.put(DidWeb.METHOD, web);
        return new DelegatingDidResolver(resolvers);
    }
}
