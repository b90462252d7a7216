// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.SampleTokens;
import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.auth.standing.Standings;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.kit.bus.BusEvent;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.bus.EventBus.Subscription;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From the registry's announcement to the dead token, on a real Redis; and again after that Redis lost everything. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class RegistryFollowerTest {

    private static final String CLIENT = "https://b.example/oauth2/b";
    private static final RedisKeys KEYS = new RedisKeys(new CustomerId(AuthNodeResource.CUSTOMER), "auth");

    @Inject
    EventBus bus;

    @Inject
    TokenStore tokens;

    @Inject
    Standings standings;

    @Inject
    StandingStore store;

    @Inject
    RedisDataSource redis;

    private AccessToken given() {
        AccessToken sample = SampleTokens.token("of-b", "a");
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        AccessToken given = new AccessToken(
                sample.hash(),
                sample.subject(),
                sample.issuer(),
                sample.client(),
                sample.scope(),
                new AccessToken.Validity(now, now.plus(Duration.ofMinutes(10))),
                sample.evidence());
        tokens.save(given);
        return given;
    }

    private void announce(String id, String type) {
        bus.publish("registry.accepted", Map.of("id", id, "sid", "s", "seq", "0", "evt", type));
    }

    @Test
    void aRevocationInTheRegistryEndsTokensAtOnceAndSurvivesTheLossOfRedis() throws Exception {
        AccessToken token = given();
        BlockingQueue<BusEvent> revoked = new LinkedBlockingQueue<>();
        try (Subscription listening = bus.listen("auth.revoked", revoked::add, () -> {})) {
            AuthNodeResource.REGISTRY.register(CLIENT);
            announce("e0", "EndpointRegistration");
            standings.catchUp();
            assertThat(standings.ended(token.client().holder(), CLIENT)).isFalse();
            assertThat(tokens.find(token.hash())).isPresent();

            AuthNodeResource.REGISTRY.endAll();
            announce("e1", "CertificateRevocation");
            BusEvent told = revoked.poll(30, TimeUnit.SECONDS);
            assertThat(told).isNotNull();
            assertThat(told.field("value")).isEqualTo(token.hash().value());
            assertThat(tokens.find(token.hash())).isEmpty();
            assertThat(standings.ended(token.client().holder(), CLIENT)).isTrue();
        }
        loseEverything();
        standings.catchUp();
        assertThat(standings.ended(token.client().holder(), CLIENT)).isTrue();
        assertThat(store.cursor()).isPresent();
    }

    /** What is known of the registry, and the stream with its groups. */
    private void loseEverything() {
        for (IssuerRegistration registration : store.all()) {
            redis.key().del(KEYS.hashedKey("registry-host", registration.authority()));
        }
        redis.key().del(KEYS.key("registry-issuers"), KEYS.key("registry-cursor"));
        redis.key().del("{" + AuthNodeResource.CUSTOMER + "}:bus:registry.accepted");
    }
}
