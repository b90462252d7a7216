// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.SampleTokens;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.redis.RedisShape;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real Redis of every shape, as the user of one customer. */
@ParameterizedClass
@EnumSource(RedisShape.class)
@ExtendWith(RedisDeployments.class)
class RedisTokenStoreTest {

    private static final RedisKeys KEYS = RedisDeployments.KEYS;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final String subject = "s" + UUID.randomUUID();

    private final RedisDataSource redis;

    RedisTokenStoreTest(RedisShape shape, RedisDeployments.Started started) {
        this.redis = started.client(shape);
    }

    private TokenStore store() {
        return new RedisStores(redis, KEYS, clock).tokens();
    }

    private AccessToken saved(String token) {
        AccessToken sample = SampleTokens.token(subject + token, subject);
        AccessToken saved = new AccessToken(
                sample.hash(),
                sample.subject(),
                sample.issuer(),
                sample.client(),
                sample.scope(),
                new AccessToken.Validity(
                        Instant.ofEpochSecond(clock.instant().getEpochSecond()),
                        Instant.ofEpochSecond(clock.instant().getEpochSecond()).plus(Duration.ofMinutes(15))),
                sample.evidence());
        store().save(saved);
        return saved;
    }

    @Test
    void keepsEverythingAndForgetsWhatIsRemoved() {
        AccessToken saved = saved("t1");
        assertThat(store().find(saved.hash())).contains(saved);
        assertThat(store().givenBy(saved.subject())).containsExactly(saved.hash());
        assertThat(store().givenTo(saved.client().holder())).contains(saved.hash());
        for (String credential : saved.evidence().credentialIds()) {
            assertThat(store().givenOn(credential)).contains(saved.hash());
        }
        assertThat(store().remove(saved.hash())).isTrue();
        assertThat(store().remove(saved.hash())).isFalse();
        assertThat(store().find(saved.hash())).isEmpty();
    }

    @Test
    void itsIndexesDoNotKeepWhatExpired() {
        AccessToken first = saved("t1");
        clock.advance(Duration.ofMinutes(16));
        assertThat(store().find(first.hash())).isEmpty();
        AccessToken second = saved("t2");
        assertThat(store().givenBy(new SubjectId(subject))).containsExactly(second.hash());
    }

    /** A record of a later version may have more members. */
    @Test
    void readsWhatALaterVersionWrote() {
        AccessToken saved = saved("t1");
        String key = KEYS.key("token", saved.hash().value());
        String json = redis.value(String.class).get(key);
        redis.value(String.class).setex(key, 60, "{\"later\":{\"a\":1}," + json.substring(1));
        assertThat(store().find(saved.hash())).contains(saved);
    }

    @Test
    @DisplayName("nonce: one atomic insert-if-absent")
    void ofManyThatUseAValueOneIsFirst() throws Exception {
        UsedOnce usedOnce = new RedisStores(redis, KEYS, clock).usedOnce();
        List<Callable<Boolean>> uses = new ArrayList<>();
        for (int count = 0; count < 200; count++) {
            uses.add(() -> usedOnce.firstUse("nonce", subject, Duration.ofMinutes(1)));
        }
        int first = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Boolean> use : threads.invokeAll(uses)) {
                first += use.get() ? 1 : 0;
            }
        }
        assertThat(first).isEqualTo(1);
    }
}
