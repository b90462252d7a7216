// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.arc.DefaultBean;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Keeps the API tokens of a node in its customer's Redis, under one name for all services. A service without any operation that
 * asks for a scope never looks, and needs no Redis.
 */
final class IssuedBeans {

    @Produces
    @Singleton
    @DefaultBean
    IssuedTokenStore store(Instance<RedisDataSource> redis, CustomerId customer) {
        return new RedisIssuedTokenStore(redis.get(), new RedisKeys(customer, "access"));
    }

    @Produces
    @Singleton
    IssuedTokens tokens(IssuedTokenStore store, InstantSource clock) {
        return new IssuedTokens(store, clock);
    }

    @Produces
    @Singleton
    BootstrapTokens bootstrapTokens(IssuedTokenStore store) {
        return new BootstrapTokens(store);
    }

    @Produces
    @Singleton
    TokenAdministration administration(
            IssuedTokenStore store, IssuedTokens known, AuditLog audit, InstantSource clock) {
        return new TokenAdministration(store, known, audit, clock);
    }
}
