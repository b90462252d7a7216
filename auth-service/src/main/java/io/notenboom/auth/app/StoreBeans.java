// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.PolicySource;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.revocation.RevocationEvents;
import io.notenboom.auth.store.bus.BusRevocationEvents;
import io.notenboom.auth.store.file.PolicyFolder;
import io.notenboom.auth.store.redis.RedisStores;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.auth.wallet.WalletStore;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.peerservice.PeerServices;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the adapters and what comes from the configuration. */
final class StoreBeans {

    @Produces
    @Singleton
    RedisStores redisStores(RedisDataSource redis, CustomerId customer, InstantSource clock) {
        return new RedisStores(redis, new RedisKeys(customer, "auth"), clock);
    }

    @Produces
    @Singleton
    SubjectStore subjectStore(RedisStores stores) {
        return stores.subjects();
    }

    @Produces
    @Singleton
    WalletStore walletStore(RedisStores stores) {
        return stores.wallets();
    }

    @Produces
    @Singleton
    IssuedStore issuedStore(RedisStores stores) {
        return stores.issued();
    }

    @Produces
    @Singleton
    TokenStore tokenStore(RedisStores stores) {
        return stores.tokens();
    }

    @Produces
    @Singleton
    UsedOnce usedOnce(RedisStores stores) {
        return stores.usedOnce();
    }

    @Produces
    @Singleton
    RevocationEvents revocationEvents(EventBus bus) {
        return new BusRevocationEvents(bus);
    }

    @Produces
    @Singleton
    PublicUrl publicUrl(NodeConfig config) {
        return new PublicUrl(required(config.publicUrl(), "notenboom.public-url"));
    }

    @Produces
    @Singleton
    Policies policies(AuthConfig config, PeerServices services) {
        PolicySource source =
                config.policyDir().<PolicySource>map(PolicyFolder::new).orElse(List::of);
        return new Policies(source, config.scopeDecisions().url().isPresent() || services.has("pdp"));
    }

    @Produces
    @Singleton
    TokenLifetimes tokenLifetimes(AuthConfig config) {
        Map<String, Duration> byScope = config.token().lifetimeSecondsByScope().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey(), entry -> Duration.ofSeconds(entry.getValue())));
        return new TokenLifetimes(Duration.ofSeconds(config.token().lifetimeSeconds()), byScope);
    }

    private static <T> T required(Optional<T> value, String property) {
        return value.orElseThrow(() -> new IllegalStateException("set " + property));
    }
}
