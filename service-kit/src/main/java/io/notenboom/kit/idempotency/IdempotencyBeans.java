// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.arc.DefaultBean;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the keys of a service into its customer's Redis. */
final class IdempotencyBeans {

    @Produces
    @Singleton
    @DefaultBean
    IdempotencyKeys keys(
            RedisDataSource redis, CustomerId customer, @ConfigProperty(name = "notenboom.service") String service) {
        return new RedisIdempotencyKeys(redis, new RedisKeys(customer, service), RedisIdempotencyKeys.LEASE);
    }
}
