// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.testkit.redis.RedisShape;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.smallrye.context.SmallRyeContextManagerProvider;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On a real Redis, over a few connections that all changes share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptimisticChangeTest {

    private static final String CUSTOMER = "c7f3k2";
    private static final String KEY = "{" + CUSTOMER + "}:kit:number";
    private static final String PAUSE_MILLIS = "3500";

    private final Vertx vertx = Vertx.vertx();
    private RedisDeployment deployment;

    @BeforeAll
    void start(@TempDir Path folder) {
        Assumptions.assumeTrue(RedisProcess.isInstalled(), "redis-server not found, skipped");
        var unused = SmallRyeContextManagerProvider.getManager();
        deployment = RedisDeployment.start(RedisShape.STANDALONE, CUSTOMER, folder);
    }

    @AfterAll
    void stop() {
        vertx.closeAndAwait();
        if (deployment != null) {
            deployment.close();
        }
    }

    private RedisDataSource client(int connections) {
        RedisOptions options = new RedisOptions().setMaxPoolSize(connections).setMaxPoolWaiting(64);
        deployment.urls().forEach(options::addConnectionString);
        Redis redis = Redis.createClient(vertx, options);
        return new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), Duration.ofSeconds(10));
    }

    private static long increment(RedisDataSource redis, Runnable meanwhile) {
        return OptimisticChange.run(
                redis,
                KEY,
                source -> source.text(Command.GET, KEY).map(Long::parseLong).orElse(0L) + 1,
                next -> true,
                (batch, next) -> {
                    meanwhile.run();
                    batch.add(Command.SET, KEY, Long.toString(next));
                });
    }

    @Test
    void changesAtTheSameTimeAreAllThere() throws Exception {
        RedisDataSource redis = client(4);
        var unused = redis.key().del(KEY);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> changes = new ArrayList<>();
            for (int change = 0; change < 40; change++) {
                changes.add(threads.submit(() -> increment(redis, () -> {})));
            }
            for (Future<?> change : changes) {
                change.get();
            }
        }

        assertThat(redis.value(String.class).get(KEY)).isEqualTo("40");
    }

    @Test
    void whatDoesNotApplyIsNotWrittenAndLeavesTheConnectionFree() {
        RedisDataSource redis = client(1);
        redis.value(String.class).set(KEY, "7");

        assertThat(OptimisticChange.<Boolean>run(
                        redis,
                        KEY,
                        source -> source.number(Command.EXISTS, KEY) == 0,
                        isNew -> isNew,
                        (batch, _) -> batch.add(Command.SET, KEY, "8")))
                .isFalse();
        client(1).value(String.class).set(KEY, "9");
        new RedisBatch(redis).add(Command.SET, KEY, "10").commit();

        assertThat(redis.value(String.class).get(KEY)).isEqualTo("10");
    }

    @Test
    void aServerThatStopsAnsweringInTheMiddleLeavesNoConnectionInATransaction() {
        RedisDataSource redis = client(1);
        redis.value(String.class).set(KEY, "1");

        assertThatThrownBy(() -> increment(
                        redis, () -> assertThat(deployment.primary().command("client", "pause", PAUSE_MILLIS, "all"))
                                .contains("OK")))
                .isInstanceOf(RuntimeException.class);

        // the same connection, once the server goes on
        assertThat(redis.value(String.class).get(KEY)).isEqualTo("2");
        assertThat(increment(redis, () -> {})).isEqualTo(3);
    }
}
