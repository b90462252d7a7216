// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.standing.Registry;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.auth.standing.Standings;
import io.notenboom.auth.store.redis.RedisStores;
import io.notenboom.auth.store.registry.RegistryOverHttp;
import io.notenboom.kit.peerservice.PeerServices;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wires what follows the registry. */
final class RegistryBeans {

    private static final Duration TIME = Duration.ofSeconds(5);

    @Produces
    @Singleton
    StandingStore standingStore(RedisStores stores) {
        return stores.standings();
    }

    @Produces
    @Singleton
    Registry registry(PeerServices services) {
        return services.has("registry") ? new RegistryOverHttp(services.service("registry", TIME)) : new NoRegistry();
    }

    /** Whoever ended loses its tokens; who else is at that host does not. */
    @Produces
    @Singleton
    Standings standings(Registry registry, StandingStore store, Revocations revocations, InstantSource clock) {
        return new Standings(
                registry,
                store,
                (authority, standing) -> revocations.revokeAt(authority, client -> client.parties().stream()
                        .anyMatch(party -> standing.ended(party, client.clientId()))),
                clock);
    }

    /** A node without a registry knows of no registration, so none ends. */
    private static final class NoRegistry implements Registry {

        @Override
        public Page events(long from) {
            return new Page(List.of(), null);
        }

        @Override
        public Optional<io.notenboom.auth.standing.IssuerRegistration> issuer(Accepted event) {
            return Optional.empty();
        }

        @Override
        public Map<String, InForce> issuersInForce(String organisation) {
            return Map.of();
        }
    }
}
