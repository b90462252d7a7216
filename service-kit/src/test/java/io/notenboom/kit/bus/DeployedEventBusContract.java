// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.testkit.redis.RedisShape;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.smallrye.context.SmallRyeContextManagerProvider;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A bus on several servers; a single one is in {@link SystemRedisEventBusTest}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeployedEventBusContract extends EventBusContract {

    private static final CustomerId CUSTOMER = new CustomerId("c7f3k2");

    private final RedisShape shape;
    private final Vertx vertx = Vertx.vertx();
    private RedisDeployment deployment;
    private RedisEventBus bus;

    DeployedEventBusContract(RedisShape shape) {
        this.shape = shape;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        Assumptions.assumeTrue(RedisProcess.isInstalled(), "redis-server not found, skipped");
        var unused = SmallRyeContextManagerProvider.getManager();
        deployment = RedisDeployment.start(shape, CUSTOMER.value(), folder);
        bus = new RedisEventBus(client(), client(), CUSTOMER, RedisEventBusContract.QUICK, topic -> {});
    }

    private RedisDataSource client() {
        RedisOptions options = new RedisOptions()
                .setType(RedisClientType.valueOf(shape.clientType().toUpperCase(Locale.ROOT)))
                .setMasterName(RedisDeployment.MASTER_NAME)
                .setMaxPoolSize(16)
                .setMaxPoolWaiting(64);
        deployment.urls().forEach(options::addConnectionString);
        Redis redis = Redis.createClient(vertx, options);
        return new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), Duration.ofSeconds(10));
    }

    @AfterAll
    void stop() {
        if (bus != null) {
            bus.stopAll();
        }
        vertx.closeAndAwait();
        if (deployment != null) {
            deployment.close();
        }
    }

    @Override
    EventBus bus() {
        return bus;
    }
}
