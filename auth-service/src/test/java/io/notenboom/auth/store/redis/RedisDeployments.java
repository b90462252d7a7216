// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisKeyRules;
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
import io.vertx.redis.client.RedisClusterTransactions;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real Redis of every shape, started once for all tests, with a client as the user of one customer. Without redis-server on
 * this machine the tests say so and are skipped.
 */
public final class RedisDeployments implements ParameterResolver, AfterAllCallback {

    /** The customer. */
    public static final CustomerId CUSTOMER = new CustomerId("c7f3k2");

    /** Names of its keys. */
    public static final RedisKeys KEYS = new RedisKeys(CUSTOMER, "auth");

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RedisDeployments.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Started.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return started(context);
    }

    private static Started started(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Started.class, unused -> new Started(), Started.class);
    }

    /** All keys that were written begin with the customer's hash tag, and those that should end have an end. */
    @Override
    public void afterAll(ExtensionContext context) {
        started(context).assertKeysAreInOrder();
    }

    /** Those that were started. */
    public static final class Started implements AutoCloseable {

        private final Vertx vertx = Vertx.vertx();
        private final Map<RedisShape, RedisDeployment> deployments = new EnumMap<>(RedisShape.class);
        private final Set<RedisShape> used = EnumSet.noneOf(RedisShape.class);
        private final Map<RedisShape, RedisDataSource> clients = new EnumMap<>(RedisShape.class);

        /** A client of the Redis of this shape. */
        public synchronized RedisDataSource client(RedisShape shape) {
            Assumptions.assumeTrue(RedisProcess.isInstalled(), "redis-server not found, skipped");
            used.add(shape);
            return clients.computeIfAbsent(
                    shape, wanted -> connect(deployments.computeIfAbsent(wanted, Started::start)));
        }

        private static RedisDeployment start(RedisShape shape) {
            try {
                return RedisDeployment.start(
                        shape, CUSTOMER.value(), Files.createTempDirectory("redis-" + shape.clientType()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private RedisDataSource connect(RedisDeployment deployment) {
            // Quarkus sets this up at its start; here two threads that set it up at the same time would meet
            var unused = SmallRyeContextManagerProvider.getManager();
            RedisOptions options = new RedisOptions()
                    .setType(RedisClientType.valueOf(
                            deployment.shape().clientType().toUpperCase(Locale.ROOT)))
                    .setMasterName(RedisDeployment.MASTER_NAME)
                    .setClusterTransactions(RedisClusterTransactions.SINGLE_NODE)
                    .setMaxPoolSize(16)
                    .setMaxPoolWaiting(64);
            deployment.urls().forEach(options::addConnectionString);
            Redis redis = Redis.createClient(vertx, options);
            return new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), Duration.ofSeconds(10));
        }

        private synchronized void assertKeysAreInOrder() {
            RedisKeyRules rules = RedisKeyRules.of(Path.of(System.getProperty("notenboom.root", "..")));
            for (RedisShape shape : used) {
                Map<String, Long> keys = deployments.get(shape).keys();
                assertThat(keys).isNotEmpty();
                assertThat(rules.violations(CUSTOMER.value(), keys)).isEmpty();
            }
            used.clear();
        }

        @Override
        public void close() {
            vertx.closeAndAwait();
            deployments.values().forEach(RedisDeployment::close);
        }
    }
}
