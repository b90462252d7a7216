// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.notenboom.kit.app.KitTestNode;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.smallrye.context.SmallRyeContextManagerProvider;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real Redis with the user of one customer: the commands that a shared Redis permits, and no others. */
final class RedisServerProcess implements AutoCloseable {

    private static final String PASSWORD = "a-password";
    private static final String PERMITTED = "+auth +hello +ping +client|setname +client|id"
            + " +get +set +setex +psetex +setnx +getdel +del +unlink +exists +expire +pexpire +ttl +pttl +mget +incr +incrby"
            + " +hset +hget +hmget +hgetall +hdel +hlen +hexists +sadd +srem +smembers +sismember +scard"
            + " +zadd +zrem +zrange +zrangebyscore +zscore +zcard"
            + " +xadd +xrange +xrevrange +xread +xreadgroup +xack +xgroup|create +xgroup|createconsumer +xgroup|destroy"
            + " +xautoclaim +xclaim +xpending +xlen +xtrim +xdel +xinfo|stream +xinfo|groups +xinfo|consumers"
            + " +publish +subscribe +unsubscribe +multi +exec +discard +watch +unwatch";

    private final String binary;
    private final Path folder;
    private final int port;
    private Process process;

    RedisServerProcess(String binary, Path folder) throws Exception {
        this.binary = binary;
        this.folder = folder;
        this.port = freePort();
        Files.writeString(
                folder.resolve("users.acl"),
                "user default off\nuser c7f3k2 on #" + KitTestNode.sha256(PASSWORD)
                        + " resetkeys ~{c7f3k2}:* resetchannels &{c7f3k2}:* -@all " + PERMITTED + "\n");
        this.process = launch();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws Exception {
        Process started = new ProcessBuilder(
                        binary,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--aclfile",
                        folder.resolve("users.acl").toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--save",
                        "")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return started;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IllegalStateException("redis did not start: " + Files.readString(folder.resolve("redis.log")));
    }

    void stop() throws Exception {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    void startAgain() throws Exception {
        process = launch();
    }

    RedisDataSource client(Vertx vertx) {
        // Quarkus sets this up at its start; here two threads that set it up at the same time would meet
        var unused = SmallRyeContextManagerProvider.getManager();
        Redis redis = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://c7f3k2:" + PASSWORD + "@127.0.0.1:" + port)
                        .setMaxPoolSize(16)
                        .setMaxPoolWaiting(64));
        return new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), Duration.ofSeconds(5));
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
