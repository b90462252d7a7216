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

    @Produces
    @Singleton
    @Named("auth")
    JsonCalls auth(PeerServices services) {
        return calls(services, "auth");
    }

    @Produces
    @Singleton
    @Named("registry")
    JsonCalls registry(PeerServices services) {
        return calls(services, "registry");
    }

    private static JsonCalls calls(PeerServices services, String name) {
        return new PeerServiceCalls(
                services.has(name) ? Optional.of(services.service(name, PEER_TIME)) : Optional.empty());
    }

    @Produces
    @Singleton
    OutboundCalls outbound(GuardedHttpClient client) {
        return new GuardedOutboundCalls(client);
    }
}
