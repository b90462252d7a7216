// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeRedis;
import io.notenboom.launcher.node.NodeSecrets;
import io.notenboom.launcher.process.LocalSupervisor;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.launcher.redis.RedisPrograms;
import io.notenboom.testkit.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords are replaced at a Redis that runs. */
class RedisUsersTest {

    private static final String CUSTOMER = "c7f3k2";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final LocalSupervisor supervisor = new LocalSupervisor(line -> {});
    private NodeFolder folder;
    private NodeSecrets secrets;
    private NodeRedis redis;
    private int port;
    private RedisUsers users;

    @BeforeEach
    void aRedis() {
        folder = new NodeFolder(directory);
        secrets = new NodeSecrets(folder);
        redis = new NodeRedis(folder, secrets, CUSTOMER);
        port = supervisor.reservePort();
        Path configuration = redis.configure(port);
        var _ = supervisor.start(new ProcessSpec(
                "redis",
                List.of(RedisPrograms.find(directory.resolve("program")).path().toString(), configuration.toString()),
                directory.toString(),
                Map.of(),
                directory.resolve("redis.log").toString(),
                RedisConfiguration.READY,
                20,
                ProcessSpec.NEEDED_BY_OTHERS));
        users = new RedisUsers(vertx, secrets.redisOperatorUrl(port));
    }

    @AfterEach
    void stop() throws Exception {
        var _ = vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        supervisor.close();
    }

    private RedisConnection connect(String url) throws Exception {
        return Redis.createClient(vertx, new RedisOptions().setConnectionString(url))
                .connect()
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    private static String ping(RedisConnection connection) throws Exception {
        return connection
                .send(Request.cmd(Command.PING))
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .toString();
    }

    @Test
    void twoPasswordsAreGoodUntilTheFormerOneIsForgotten() throws Exception {
        String first = secrets.redisUrl(CUSTOMER, port);
        assertThat(users.ensure(redis.user())).as("nothing to change").isFalse();
        redis.makeNext();
        assertThat(users.ensure(redis.user())).isTrue();
        redis.useNext();
        String second = secrets.redisUrl(CUSTOMER, port);
        assertThat(second).isNotEqualTo(first);
        RedisConnection open = connect(first);
        assertThat(ping(connect(second))).isEqualTo("PONG");

        redis.forgetFormer();
        assertThat(users.ensure(redis.user())).isTrue();
        assertThat(ping(open)).as("connections that were made before stay").isEqualTo("PONG");
        assertThatThrownBy(() -> ping(connect(first)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("WRONGPASS");
        assertThat(Files.readString(folder.redis().resolve("users.acl")))
                .as("what counts after a restart of Redis")
                .contains(redis.user().passwords().getFirst().sha256())
                .containsOnlyOnce("user " + CUSTOMER + " ");
    }

    @Test
    void whoeverIsDisconnectedHasToLogInAgain() throws Exception {
        RedisConnection open = connect(secrets.redisUrl(CUSTOMER, port));
        assertThat(ping(open)).isEqualTo("PONG");
        redis.makeNext();
        redis.useNextAlone();
        assertThat(users.ensure(redis.user())).isTrue();
        users.disconnect(CUSTOMER);
        assertThatThrownBy(() -> ping(open)).isInstanceOf(ExecutionException.class);
        assertThat(ping(connect(secrets.redisUrl(CUSTOMER, port)))).isEqualTo("PONG");
    }

    @Test
    void whatRedisDoesNotDoIsToldWithoutPasswords() {
        String password = secrets.redisOperatorPassword().reveal();
        RedisUsers nowhere = new RedisUsers(vertx, "redis://operator:" + password + "@127.0.0.1:" + FreePorts.any());
        assertThatThrownBy(() -> nowhere.ensure(redis.user()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the node's Redis cannot be reached")
                .hasNoCause();
        RedisUsers stranger = new RedisUsers(vertx, "redis://operator:wrong@127.0.0.1:" + port);
        assertThatThrownBy(() -> stranger.disconnect(CUSTOMER))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .doesNotContain("wrong@");
    }
}
