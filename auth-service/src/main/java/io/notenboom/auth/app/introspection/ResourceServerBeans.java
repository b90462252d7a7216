// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.introspection;

import io.notenboom.auth.introspection.IntrospectionSigner;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.resourceserver.CallBudget;
import io.notenboom.auth.resourceserver.ClientAssertions;
import io.notenboom.auth.resourceserver.ClientAuthenticator;
import io.notenboom.auth.resourceserver.ClientCertificateCheck;
import io.notenboom.auth.resourceserver.ClientKeys;
import io.notenboom.auth.resourceserver.ResourceServerStore;
import io.notenboom.auth.resourceserver.ResourceServers;
import io.notenboom.auth.store.redis.RedisStores;
import io.notenboom.auth.store.resourceserver.HttpJwksFetcher;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import io.notenboom.trust.x509.Pem;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Who may introspect. */
final class ResourceServerBeans {

    @Produces
    @Singleton
    ResourceServerStore resourceServerStore(RedisStores stores) {
        return stores.resourceServers();
    }

    @Produces
    @Singleton
    ResourceServers resourceServers(ResourceServerStore store, IntrospectionConfig config, InstantSource clock) {
        return new ResourceServers(store, new RandomTokens(), config.maxResourceServers(), clock);
    }

    @Produces
    @Singleton
    ClientAssertions clientAssertions(
            GuardedHttpClient http, IntrospectionConfig config, UsedOnce usedOnce, InstantSource clock) {
        return new ClientAssertions(
                SignatureAlgorithm.all(),
                new ClientKeys(new HttpJwksFetcher(http), clock),
                Set.copyOf(config.assertionAudiences().orElse(List.of())),
                usedOnce,
                clock);
    }

    @Produces
    @Singleton
    ClientCertificateCheck clientCertificateCheck(
            SenderConfig config, CertificateRevocationCheck revocation, InstantSource clock) {
        return new ClientCertificateCheck(
                config.certificateAuthorities()
                        .map(ResourceServerBeans::authorities)
                        .orElse(List.of()),
                revocation,
                clock);
    }

    @Produces
    @Singleton
    ClientAuthenticator clientAuthenticator(
            ResourceServerStore store,
            ClientAssertions assertions,
            ClientCertificateCheck certificates,
            InstantSource clock) {
        return new ClientAuthenticator(store, assertions, certificates, clock);
    }

    @Produces
    @Singleton
    CallBudget callBudget(IntrospectionConfig config, InstantSource clock) {
        return new CallBudget(config.callsPerSecond(), clock);
    }

    @Produces
    @Singleton
    IntrospectionSigner introspectionSigner(
            Subjects subjects, OwnSigners signers, PublicUrl publicUrl, InstantSource clock) {
        return new IntrospectionSigner(subjects, signers, publicUrl, clock);
    }

    private static List<X509Certificate> authorities(Path file) {
        try {
            return Pem.readCertificates(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("notenboom.auth.sender.certificate-authorities", unreadable);
        }
    }
}
