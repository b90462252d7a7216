// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.discovery.RegistrationRules;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.client.ActivationStore;
import io.notenboom.auth.discovery.client.Activations;
import io.notenboom.auth.discovery.client.Candidates;
import io.notenboom.auth.discovery.client.CopyStore;
import io.notenboom.auth.discovery.client.DiscoverySearch;
import io.notenboom.auth.discovery.client.ListFollower;
import io.notenboom.auth.discovery.client.ListRefresh;
import io.notenboom.auth.discovery.client.RegistrationMaker;
import io.notenboom.auth.discovery.http.HttpDiscoveryServers;
import io.notenboom.auth.discovery.server.DiscoveryServer;
import io.notenboom.auth.discovery.server.OwnOrOtherServers;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.auth.store.redis.discovery.RedisActivationStore;
import io.notenboom.auth.store.redis.discovery.RedisCopyStore;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Wires taking part in discovery services. */
final class DiscoveryClientBeans {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Produces
    @Singleton
    ActivationStore activationStore(RedisDataSource redis, CustomerId customer) {
        return new RedisActivationStore(redis, new RedisKeys(customer, "auth"));
    }

    @Produces
    @Singleton
    CopyStore copyStore(RedisDataSource redis, CustomerId customer) {
        return new RedisCopyStore(redis, new RedisKeys(customer, "auth"));
    }

    @Produces
    @Singleton
    OwnOrOtherServers ownOrOtherServers(
            ServiceDefinitions definitions, DiscoveryServer own, HttpDiscoveryServers others) {
        return new OwnOrOtherServers(definitions, own, others);
    }

    @Produces
    @Singleton
    RegistrationMaker registrationMaker(Wallets wallets, OwnSigners signers, PublicUrl publicUrl, InstantSource clock) {
        return new RegistrationMaker(wallets, signers, publicUrl, new RandomTokens(), clock);
    }

    @Produces
    @Singleton
    Activations.Parts activationParts(
            Subjects subjects,
            ServiceDefinitions definitions,
            RegistrationMaker maker,
            OwnOrOtherServers servers,
            ActivationStore store,
            UsedOnce leases) {
        return new Activations.Parts(subjects, definitions, maker, servers, store, leases);
    }

    @Produces
    @Singleton
    Activations activations(Activations.Parts parts, InstantSource clock) {
        return new Activations(parts, clock);
    }

    @Produces
    @Singleton
    Candidates candidates(
            Activations.Parts parts, StandingStore registrations, PublicUrl publicUrl, InstantSource clock) {
        return new Candidates(parts, registrations, publicUrl, clock);
    }

    @Produces
    @Singleton
    ListFollower listFollower(
            OwnOrOtherServers servers, RegistrationRules rules, CopyStore store, InstantSource clock) {
        return new ListFollower(servers, rules, store, clock);
    }

    @Produces
    @Singleton
    ListRefresh listRefresh(ListFollower follower) {
        return new ListRefresh(
                follower,
                copy -> {
                    Thread unusedThread = Thread.startVirtualThread(copy);
                },
                PATIENCE);
    }

    @Produces
    @Singleton
    DiscoverySearch discoverySearch(ServiceDefinitions definitions, CopyStore store, InstantSource clock) {
        return new DiscoverySearch(definitions, store, clock);
    }

    @Produces
    @Singleton
    DiscoveryWork.Parts discoveryWorkParts(
            DiscoveryConfig config, UsedOnce leases, ServiceMeters meters, InstantSource clock) {
        return new DiscoveryWork.Parts(config, leases, meters, clock);
    }
}
