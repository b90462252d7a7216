// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.introspection;

import io.notenboom.auth.app.security.AcceptedAlgorithms;
import io.notenboom.auth.dpop.DpopNonces;
import io.notenboom.auth.metadata.ServerMetadata;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.policy.Audiences;
import io.notenboom.auth.policy.SenderConstraints;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.policy.TokenTerms;
import io.notenboom.auth.resourceserver.ResourceServers;
import io.notenboom.auth.store.redis.RedisStores;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.token.ProofCheck;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.kit.listener.ClientCertificates;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Tokens that are bound to their sender, and for whom tokens are. */
final class SenderBeans {

    @Produces
    @Singleton
    DpopNonces dpopNonces(RedisStores stores, InstantSource clock) {
        return new DpopNonces(stores.nonceKeys(new RandomTokens()), clock);
    }

    @Produces
    @Singleton
    ProofCheck proofCheck(UsedOnce usedOnce, DpopNonces nonces, SenderConfig config) {
        return new ProofCheck(new DpopVerifier(), usedOnce, config.dpopNonce() ? nonces : null);
    }

    @Produces
    @Singleton
    TokenTerms tokenTerms(
            TokenLifetimes lifetimes, SenderConfig senders, IntrospectionConfig config, ResourceServers known) {
        return new TokenTerms(
                lifetimes,
                new SenderConstraints(senders.constraint(), senders.constraintByScope()),
                new Audiences(config.audiencesByScope(), known));
    }

    @Produces
    @Singleton
    ServerMetadata serverMetadata(
            PublicUrl publicUrl, AcceptedAlgorithms algorithms, SenderConfig config, ClientCertificates certificates) {
        PublicUrl mutualTls = certificates.available()
                ? config.mutualTlsUrl().map(PublicUrl::new).orElse(publicUrl)
                : null;
        return new ServerMetadata(
                publicUrl,
                algorithms.names(),
                SignatureAlgorithm.all().stream()
                        .map(SignatureAlgorithm::joseName)
                        .toList(),
                mutualTls);
    }
}
