// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.app.AuthNodeResource;
import io.notenboom.auth.discovery.server.ServedStore;
import io.notenboom.auth.discovery.server.ServedStoreContract;
import io.notenboom.kit.customer.CustomerId;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a real Redis, as the user of one customer. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class RedisServedStoreTest extends ServedStoreContract {

    private static final RedisKeys KEYS = new RedisKeys(new CustomerId(AuthNodeResource.CUSTOMER), "auth-test");

    @Inject
    RedisDataSource redis;

    @Override
    protected ServedStore store() {
        return new RedisServedStore(redis, KEYS);
    }

    @Test
    void aListThatWasLostGetsANewSeedAndNothingOldIsLeftInIt() {
        Instant now = Instant.now();
        ListKeys keys = ListKeys.of(KEYS, "lost");
        assertThat(store().add("lost", entry("a", "1", null), 9, now)).isEqualTo(ServedStore.AddOutcome.ADDED);
        assertThat(store().add("lost", entry("b", "2", null), 9, now)).isEqualTo(ServedStore.AddOutcome.ADDED);
        String seed = store().since("lost", 0, now).seed();
        redis.key().del(keys.meta());
        assertThat(store().since("lost", 0, now).seed()).isEmpty();
        assertThat(store().add("lost", entry("c", "3", null), 9, now)).isEqualTo(ServedStore.AddOutcome.ADDED);
        assertThat(store().since("lost", 0, now).seed()).isNotEqualTo(seed).isNotEmpty();
        assertThat(store().since("lost", 0, now).entries()).isEqualTo(Map.of(1L, "vp 3"));
    }

    @Test
    void allButTheTimestampEndsWithTheLastEntry() {
        ListKeys keys = ListKeys.of(KEYS, "ending");
        assertThat(store().add("ending", entry("a", "1", null), 9, Instant.now()))
                .isEqualTo(ServedStore.AddOutcome.ADDED);
        for (String key : keys.ending()) {
            assertThat(redis.key().ttl(key)).as(key).isBetween(3500L, 3700L);
        }
        assertThat(redis.key().ttl(keys.meta())).isEqualTo(-1);
    }
}
