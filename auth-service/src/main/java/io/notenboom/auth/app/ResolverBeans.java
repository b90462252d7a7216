// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.didweb.DidDocumentFetcher;
import io.notenboom.auth.didweb.DidWebResolver;
import io.notenboom.auth.didweb.PublishedDids;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.did.DelegatingDidResolver;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidWeb;
import io.notenboom.trust.did.SelfContainedDidResolver;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Resolving DIDs: one cache, with stale copies for verifying and without for looking. */
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

    private static DidResolver withWeb(DidResolver web) {
        Map<String, DidResolver> resolvers = new HashMap<>(SelfContainedDidResolver.byMethod());
        resolvers.put(DidWeb.METHOD, web);
        return new DelegatingDidResolver(resolvers);
    }
}
