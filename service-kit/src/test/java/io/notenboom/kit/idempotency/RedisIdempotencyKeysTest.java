// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.bus.RedisServerProcess;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On a real Redis, as the user of one customer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisIdempotencyKeysTest extends IdempotencyKeysContract {

    private static final RedisKeys NAMES = new RedisKeys(new CustomerId("c7f3k2"), "kit");

    private final Vertx vertx = Vertx.vertx();
    private RedisServerProcess server;
    private RedisDataSource redis;
    private RedisIdempotencyKeys keys;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RedisServerProcess.embedded(folder);
        redis = server.client(vertx);
        keys = new RedisIdempotencyKeys(redis, NAMES, RedisIdempotencyKeys.LEASE);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        vertx.closeAndAwait();
    }

    @Override
    IdempotencyKeys keys() {
        return keys;
    }

    @Test
    void nothingIsKeptForEver() {
        assertThat(keys.take("k1", "r")).isInstanceOf(IdempotencyKeys.Standing.Taken.class);

        assertThat(redis.key().ttl(NAMES.key("idem", "k1"))).isBetween(1L, RedisIdempotencyKeys.KEPT.toSeconds());
        assertThat(redis.key().ttl(NAMES.key("idem-lease", "k1")))
                .isBetween(1L, RedisIdempotencyKeys.LEASE.toSeconds());
    }

    @Test
    void aRequestWhoseProcessDiedMayBeTriedAgain() {
        IdempotencyKeys mortal = new RedisIdempotencyKeys(redis, NAMES, Duration.ofMillis(1));
        IdempotencyKeys.Standing first = mortal.take("k2", "r");
        assertThat(first).isInstanceOf(IdempotencyKeys.Standing.Taken.class);

        IdempotencyKeys.Standing again = keys.take("k2", "r");
        while (again instanceof IdempotencyKeys.Standing.UnderWay) {
            again = keys.take("k2", "r");
        }
        assertThat(again).isInstanceOf(IdempotencyKeys.Standing.Taken.class);
        assertThat(((IdempotencyKeys.Standing.Taken) again).operation())
                .isEqualTo(((IdempotencyKeys.Standing.Taken) first).operation());
    }

    @Test
    void withoutRedisNothingIsTaken(@TempDir Path other) throws Exception {
        try (RedisServerProcess mortal = RedisServerProcess.embedded(other)) {
            IdempotencyKeys own = new RedisIdempotencyKeys(mortal.client(vertx), NAMES, RedisIdempotencyKeys.LEASE);
            mortal.stop();
            assertThatThrownBy(() -> {
                        var unused = own.take("k3", "r");
                    })
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
