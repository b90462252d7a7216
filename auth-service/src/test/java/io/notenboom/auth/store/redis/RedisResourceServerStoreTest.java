// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.app.AuthNodeResource;
import io.notenboom.auth.fakes.TestKey;
import io.notenboom.auth.resourceserver.AnswerProfile;
import io.notenboom.auth.resourceserver.AuthenticationMethod;
import io.notenboom.auth.resourceserver.CertificateName;
import io.notenboom.auth.resourceserver.ClientAuthentication;
import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.resourceserver.ResourceServerStore;
import io.notenboom.auth.resourceserver.StoredSecret;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.secret.Secret;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** On a real Redis, as the user of one customer. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class RedisResourceServerStoreTest {

    private static final RedisKeys KEYS = new RedisKeys(new CustomerId(AuthNodeResource.CUSTOMER), "auth-test");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final SubjectId subject = new SubjectId("s" + UUID.randomUUID());

    @Inject
    RedisDataSource redis;

    private ResourceServerStore store() {
        return new RedisStores(redis, KEYS, InstantSource.system()).resourceServers();
    }

    private ResourceServer server(String id, ClientAuthentication authentication) {
        return new ResourceServer(
                subject,
                id,
                new ResourceServer.Terms("Gateway", List.of("https://x.example"), AnswerProfile.ASSERTIONS, true),
                authentication,
                NOW);
    }

    private List<ClientAuthentication> everyKind() {
        String hash = "0".repeat(64);
        return List.of(
                new ClientAuthentication.Secrets(
                        AuthenticationMethod.CLIENT_SECRET_POST,
                        List.of(new StoredSecret(hash, null), new StoredSecret(hash, NOW))),
                new ClientAuthentication.Keys(List.of(Jwk.parse(new TestKey().json("k1")))),
                new ClientAuthentication.KeysAt(URI.create("https://x.example/jwks")),
                new ClientAuthentication.Named(new CertificateName(CertificateName.Kind.SAN_DNS, "x.example")),
                new ClientAuthentication.Certificates(List.of("t1", "t2")));
    }

    @Test
    void keepsEveryKindAsItIs() {
        List<ResourceServer> added = new ArrayList<>();
        for (ClientAuthentication authentication : everyKind()) {
            ResourceServer server = server("gw" + added.size(), authentication);
            assertThat(store().add(server)).isTrue();
            assertThat(store().find(subject, server.id())).contains(server);
            added.add(server);
        }
        assertThat(((ClientAuthentication.Keys)
                                store().find(subject, "gw1").orElseThrow().authentication())
                        .keys()
                        .getFirst()
                        .keyId())
                .contains("k1");
        assertThat(store().of(subject)).isEqualTo(added);
        assertThat(store().of(new SubjectId("other"))).isEmpty();
        assertThat(store().remove(subject, "gw0")).isTrue();
        assertThat(store().remove(subject, "gw0")).isFalse();
        assertThat(store().find(subject, "gw0")).isEmpty();
        assertThat(store().update(subject, "gw0", server -> server)).isEmpty();
    }

    @Test
    void oneOfManyAddsAndNoChangeGetsLost() throws Exception {
        List<Callable<Boolean>> adds = new ArrayList<>();
        for (int index = 0; index < 10; index++) {
            adds.add(() -> store().add(server("gw", everyKind().get(2))));
        }
        List<Boolean> added = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(5)) {
            for (Future<Boolean> outcome : executor.invokeAll(adds)) {
                added.add(outcome.get());
            }
            List<Callable<Boolean>> changes = new ArrayList<>();
            for (int index = 0; index < 10; index++) {
                String thumbprint = "t" + index;
                changes.add(() -> store().update(
                                subject, "gw", before -> server("gw", with(before.authentication(), thumbprint)))
                        .isPresent());
            }
            for (Future<Boolean> outcome : executor.invokeAll(changes)) {
                assertThat(outcome.get()).isTrue();
            }
        }
        assertThat(added).containsOnlyOnce(true);
        ClientAuthentication last = store().find(subject, "gw").orElseThrow().authentication();
        assertThat(((ClientAuthentication.Certificates) last).thumbprints()).hasSize(10);
    }

    private static ClientAuthentication with(ClientAuthentication before, String thumbprint) {
        List<String> all = new ArrayList<>(
                before instanceof ClientAuthentication.Certificates known ? known.thumbprints() : List.of());
        all.add(thumbprint);
        return new ClientAuthentication.Certificates(all);
    }

    @Test
    void keysOfNoncesAreTheSameForAllProcesses() {
        RedisStores stores = new RedisStores(redis, KEYS, InstantSource.system());
        long period = subject.value().hashCode();
        Secret first = stores.nonceKeys(new RandomTokens()).key(period);
        assertThat(stores.nonceKeys(new RandomTokens()).key(period)).isEqualTo(first);
        assertThat(stores.nonceKeys(new RandomTokens()).key(period + 1)).isNotEqualTo(first);
    }
}
