// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import io.notenboom.kit.customer.NodeConfig;
import io.quarkus.arc.DefaultBean;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the guarded client from the configuration. */
final class OutboundBeans {

    @Produces
    @Singleton
    @DefaultBean
    GuardedHttpClient client(Vertx vertx, NodeConfig config) {
        return new GuardedHttpClient(
                vertx,
                config.mode(),
                OutboundTrust.of(config.outbound().trust()),
                AddressRules.of(config.outbound()),
                OutboundLimits.STANDARD);
    }

    void close(@Disposes GuardedHttpClient client) {
        client.close();
    }
}
