// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.security;

import io.notenboom.auth.api.oauth.FailedSignatures;
import io.notenboom.auth.limit.ClientRates;
import io.notenboom.auth.store.redis.RedisStores;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.kit.limit.RequestSources;
import io.notenboom.kit.outbound.AddressRules;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.limit.Allowance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Wires limits, trusted issuers and accepted algorithms. */
final class SecurityBeans {

    @Produces
    @Singleton
    AcceptedAlgorithms acceptedAlgorithms(SecurityConfig config) {
        Set<SignatureAlgorithm> accepted = EnumSet.copyOf(SignatureAlgorithm.all());
        if (config.rs256()) {
            accepted.add(SignatureAlgorithm.RS256);
        }
        return new AcceptedAlgorithms(accepted);
    }

    @Produces
    @Singleton
    IssuerTrust issuerTrust(RedisStores stores, SecurityConfig config) {
        return new IssuerTrust(stores.trustedIssuers(), config.unlistedIssuers());
    }

    @Produces
    @Singleton
    ClientRates clientRates(SecurityConfig config, InstantSource clock) {
        return new ClientRates(new Allowance(config.tokensPerClientPerMinute(), clock));
    }

    @Produces
    @Singleton
    FailedSignatures failedSignatures(SecurityConfig config, CurrentVertxRequest current, InstantSource clock) {
        RequestSources sources =
                new RequestSources(new AddressRules(config.trustedProxies().orElse(List.of())));
        return new FailedSignatures(
                () -> sources.of(current.getCurrent().request()),
                new Allowance(config.failedSignaturesPerSourcePerMinute(), clock));
    }
}
