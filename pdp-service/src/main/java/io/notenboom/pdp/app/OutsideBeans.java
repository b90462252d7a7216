// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.pdp.log.DecisionLog;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.peer.http.GuardedOutboundCalls;
import io.notenboom.pdp.peer.http.OutboundTrust;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes what lies outside the process: other services, the decision log on disk. */
final class OutsideBeans {

    private static final long SEGMENT_BYTES = 64L * 1024 * 1024;

    @Produces
    @Singleton
    @Named("auth")
    JsonCalls auth(NodeConfig config) {
        return new PeerJsonCalls(config.peerService().get("auth"));
    }

    @Produces
    @Singleton
    @Named("registry")
    JsonCalls registry(NodeConfig config) {
        return new PeerJsonCalls(config.peerService().get("registry"));
    }

    @Produces
    @Singleton
    OutboundCalls outbound(NodeConfig config, Vertx vertx) {
        return new GuardedOutboundCalls(
                vertx,
                OutboundTrust.of(config.outbound().trust()),
                config.outbound().allow().orElse(List.of()),
                config.mode() == NodeMode.DEV);
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
