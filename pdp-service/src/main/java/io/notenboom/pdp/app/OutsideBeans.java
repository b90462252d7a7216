// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.peerservice.PeerServices;
import io.notenboom.pdp.log.DecisionLog;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.peer.http.GuardedOutboundCalls;
import io.notenboom.pdp.peer.http.PeerServiceCalls;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Makes what lies outside the process: other services, the decision log on disk. */
final class OutsideBeans {

    /** Long enough for the auth-service to fetch a token from another node. */
    private static final Duration PEER_TIME = Duration.ofSeconds(10);

    private static final long SEGMENT_BYTES = 64L * 1024 * 1024;

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

    @Produces
    @Singleton
    HashChainedLog chainedLog(NodeConfig config) {
        return HashChainedLog.open(config.dataDir().resolve("decisions"), SEGMENT_BYTES);
    }

    void close(@Disposes HashChainedLog log) {
        log.close();
    }

    @Produces
    @Singleton
    DecisionLog decisionLog(HashChainedLog log) {
        return new ChainedDecisionLog(log);
    }
}
