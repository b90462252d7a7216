// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.peerservice.PeerServices;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.peer.http.GuardedOutboundCalls;
import io.notenboom.pdp.peer.http.PeerServiceCalls;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Makes what lies outside the process: other services. */
final class OutsideBeans {

    /** Long enough for the auth-service to fetch a token from another node. */
    private static final Duration PEER_TIME = Duration.ofSeconds(10);

    /** What a gateway waits for: an authorization server that hangs is 503 before the gateway's own time is over. */
    private static final Duration DECISION_TIME = Duration.ofSeconds(3);

    @Produces
    @Singleton
    @Named("auth")
    JsonCalls auth(PeerServices services) {
        return calls(services, "auth", PEER_TIME);
    }

    /** The same service, asked for a decision. */
    @Produces
    @Singleton
    @Named("introspection")
    JsonCalls introspection(PeerServices services) {
        return calls(services, "auth", DECISION_TIME);
    }

    @Produces
    @Singleton
    @Named("registry")
    JsonCalls registry(PeerServices services) {
        return calls(services, "registry", PEER_TIME);
    }

    private static JsonCalls calls(PeerServices services, String name, Duration time) {
        return new PeerServiceCalls(services.has(name) ? Optional.of(services.service(name, time)) : Optional.empty());
    }

    @Produces
    @Singleton
    OutboundCalls outbound(GuardedHttpClient client) {
        return new GuardedOutboundCalls(client);
    }
}
