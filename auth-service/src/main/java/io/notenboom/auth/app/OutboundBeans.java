// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.client.AuthorizationServers;
import io.notenboom.auth.client.http.HttpAuthorizationServers;
import io.notenboom.auth.didweb.DidDocumentFetcher;
import io.notenboom.auth.didweb.HttpDidDocumentFetcher;
import io.notenboom.kit.outbound.GuardedHttpClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what calls hosts of others. */
final class OutboundBeans {

    @Produces
    @Singleton
    DidDocumentFetcher didDocumentFetcher(GuardedHttpClient http) {
        return new HttpDidDocumentFetcher(http);
    }

    @Produces
    @Singleton
    AuthorizationServers authorizationServers(GuardedHttpClient http) {
        return new HttpAuthorizationServers(http);
    }
}
