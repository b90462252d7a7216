// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.store.authzen.AuthzenScopeDecisions;
import io.notenboom.auth.store.authzen.HttpDecisionPoint;
import io.notenboom.auth.store.authzen.PeerDecisionPoint;
import io.notenboom.auth.token.scope.ScopeDecisions;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.outbound.AddressRules;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.kit.peerservice.PeerServices;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what asks a policy decision point about scopes: one of another host when it is configured, else the node's own. */
@Singleton
final class ScopeDecisionBeans {

    private static final Duration TIME = Duration.ofSeconds(10);

    private @Nullable GuardedHttpClient client;

    @Produces
    @Singleton
    ScopeDecisions scopeDecisions(AuthConfig config, NodeConfig node, PeerServices services, Vertx vertx) {
        Optional<URI> url = config.scopeDecisions().url();
        if (url.isPresent()) {
            GuardedHttpClient http = client(node, vertx);
            client = http;
            return new AuthzenScopeDecisions(new HttpDecisionPoint(
                    http, url.get(), config.scopeDecisions().tokenFile().orElse(null)));
        }
        return services.has("pdp")
                ? new AuthzenScopeDecisions(new PeerDecisionPoint(services.service("pdp", TIME)))
                : ScopeDecisions.none();
    }

    void stop(@Observes ShutdownEvent stopping) {
        GuardedHttpClient open = client;
        if (open != null) {
            open.close();
        }
    }

    private static GuardedHttpClient client(NodeConfig node, Vertx vertx) {
        OutboundLimits standard = OutboundLimits.STANDARD;
        return new GuardedHttpClient(
                vertx,
                node.mode(),
                OutboundTrust.of(node.outbound().trust()),
                AddressRules.of(node.outbound()),
                new OutboundLimits(
                        standard.connect(),
                        TIME,
                        standard.maxBodyBytes(),
                        standard.maxRedirects(),
                        standard.connectionsPerHost()));
    }
}
