// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.client.AuthorizationServers;
import io.notenboom.auth.client.http.HttpAuthorizationServers;
import io.notenboom.auth.didweb.DidDocumentFetcher;
import io.notenboom.auth.didweb.HttpDidDocumentFetcher;
import io.notenboom.auth.outbound.OutboundHttp;
import io.notenboom.auth.outbound.vertx.VertxOutboundHttp;
import io.notenboom.kit.customer.NodeConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes what calls hosts of others. */
final class OutboundBeans {

    @Produces
    @Singleton
    OutboundHttp outboundHttp(Vertx vertx, NodeConfig config) {
        return new VertxOutboundHttp(
                vertx, config.outbound().trust(), config.outbound().allow().orElse(List.of()));
    }

    @Produces
    @Singleton
    DidDocumentFetcher didDocumentFetcher(OutboundHttp http) {
        return new HttpDidDocumentFetcher(http);
    }

    @Produces
    @Singleton
    AuthorizationServers authorizationServers(OutboundHttp http) {
        return new HttpAuthorizationServers(http);
    }
}
