// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.discovery.RegistrationRules;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.http.HttpDiscoveryServers;
import io.notenboom.auth.discovery.server.DiscoveryServer;
import io.notenboom.auth.discovery.server.ServedStore;
import io.notenboom.auth.policy.PolicySource;
import io.notenboom.auth.store.file.PolicyFolder;
import io.notenboom.auth.store.redis.discovery.RedisServedStore;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.AddressRules;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Wires discovery services. */
final class DiscoveryBeans {

    /** Lists of servers without pages are long. */
    private static final OutboundLimits LIMITS =
            new OutboundLimits(Duration.ofSeconds(2), Duration.ofSeconds(20), HttpDiscoveryServers.MAX_ANSWER, 3, 5);

    @Produces
    @Singleton
    ServiceDefinitions serviceDefinitions(DiscoveryConfig config, NodeConfig node) {
        return new ServiceDefinitions(
                config.definitionsDir().<PolicySource>map(PolicyFolder::new).orElse(List::of),
                new ServiceDefinitionReader(node.mode() == NodeMode.DEV),
                Set.copyOf(config.serverIds().orElse(List.of())));
    }

    @Produces
    @Singleton
    RegistrationRules registrationRules(PresentationVerifier verifier) {
        return new RegistrationRules(verifier);
    }

    @Produces
    @Singleton
    ServedStore servedStore(RedisDataSource redis, CustomerId customer) {
        return new RedisServedStore(redis, new RedisKeys(customer, "auth"));
    }

    @Produces
    @Singleton
    HttpDiscoveryServers discoveryServers(Vertx vertx, NodeConfig node) {
        return new HttpDiscoveryServers(new GuardedHttpClient(
                vertx,
                node.mode(),
                OutboundTrust.of(node.outbound().trust()),
                AddressRules.of(node.outbound()),
                LIMITS));
    }

    void close(@Disposes HttpDiscoveryServers servers) {
        servers.close();
    }

    @Produces
    @Singleton
    DiscoveryServer.Limits discoveryLimits(DiscoveryConfig config, PublicUrl publicUrl) {
        return new DiscoveryServer.Limits(publicUrl, config.maxEntries(), config.maxConcurrent());
    }

    @Produces
    @Singleton
    DiscoveryServer discoveryServer(
            ServiceDefinitions definitions,
            RegistrationRules rules,
            ServedStore store,
            HttpDiscoveryServers others,
            DiscoveryServer.Limits limits,
            InstantSource clock) {
        return new DiscoveryServer(definitions, rules, store, others, limits, clock);
    }
}
