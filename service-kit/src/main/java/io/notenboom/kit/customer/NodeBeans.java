// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.customer;

import io.notenboom.trust.customer.CustomerId;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** Beans that every service has. */
final class NodeBeans {

    @Produces
    @Singleton
    CustomerId customerId(NodeConfig config) {
        return new CustomerId(config.customer());
    }

    @Produces
    @Singleton
    @DefaultBean
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
