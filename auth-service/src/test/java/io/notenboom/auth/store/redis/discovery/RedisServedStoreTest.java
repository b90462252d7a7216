// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.discovery.server.ServedStore;
import io.notenboom.auth.discovery.server.ServedStoreContract;
import io.notenboom.auth.store.redis.RedisDeployments;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.testkit.redis.RedisShape;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real Redis of every shape, as the user of one customer. */
@ParameterizedClass
@EnumSource(RedisShape.class)
@ExtendWith(RedisDeployments.class)
class RedisServedStoreTest extends ServedStoreContract {

    private static final RedisKeys KEYS = RedisDeployments.KEYS;

    private final RedisDataSource redis;

    RedisServedStoreTest(RedisShape shape, RedisDeployments.Started started) {
        this.redis = started.client(shape);
    }

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
