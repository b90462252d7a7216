// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.access.TokenHash;
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
class RedisIssuedTokenStoreTest extends IssuedTokenStoreContract {

    private static final RedisKeys NAMES = new RedisKeys(new CustomerId("c7f3k2"), "access");

    private final Vertx vertx = Vertx.vertx();
    private RedisServerProcess server;
    private RedisDataSource redis;
    private RedisIssuedTokenStore store;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RedisServerProcess.embedded(folder);
        redis = server.client(vertx);
        store = new RedisIssuedTokenStore(redis, NAMES);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        vertx.closeAndAwait();
    }

    @Override
    IssuedTokenStore store() {
        return store;
    }

    @Test
    void theBootstrapTokenEndsByItself() {
        assertThat(store.takeBootstrap(TokenHash.of("none"))).isFalse();
        String hash = TokenHash.of("short");
        boolean offered = store.offerBootstrap(hash, Duration.ofMinutes(30));
        assertThat(redis.key().pttl(NAMES.key("bootstrap"))).isBetween(1L, 1_800_000L);
        assertThat(store.takeBootstrap(hash)).isEqualTo(offered);
    }

    @Test
    void aRecordThatCannotBeReadGivesNobodyARight() {
        redis.hash(String.class).hset(NAMES.key("tokens"), "odd", "{\"id\":\"odd\"}");
        try {
            assertThatThrownBy(() -> {
                        var unused = store.all();
                    })
                    .isInstanceOf(IllegalArgumentException.class);
        } finally {
            redis.hash(String.class).hdel(NAMES.key("tokens"), "odd");
        }
    }
}
