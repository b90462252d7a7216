// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.redis.CustomerRedisUser;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.smallrye.context.SmallRyeContextManagerProvider;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real Redis with the user of one customer: the commands that a shared Redis permits, and no others. */
public final class RedisServerProcess implements AutoCloseable {

    private static final String CUSTOMER = "c7f3k2";
    private static final Path SYSTEM = Path.of("/usr/bin/redis-server");

    private final String binary;
    private final Path folder;
    private final int port;
    private final List<String> more;
    private Process process;

    /** The Redis 6.2 that a node without one of its own starts. */
    public static RedisServerProcess embedded(Path folder) throws Exception {
        return new RedisServerProcess(embeddedBinary(folder), folder);
    }

    /**
     * The same with other users and settings.
     *
     * @param users content of the ACL file
     * @param more further arguments of redis-server
     */
    public static RedisServerProcess embedded(Path folder, String users, List<String> more) throws Exception {
        return new RedisServerProcess(embeddedBinary(folder), folder, users, more);
    }

    /** The same with the Redis of the system; the test is skipped where there is none. */
    public static RedisServerProcess ofTheSystem(Path folder, String users, List<String> more) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SYSTEM), "redis-server not found, skipped");
        return new RedisServerProcess(SYSTEM.toString(), folder, users, more);
    }

    static String embeddedBinary(Path folder) throws Exception {
        Path binary = folder.resolve("redis-server");
        try (InputStream packed =
                redis.embedded.RedisServer.class.getResourceAsStream("/redis-server-6.2.6-v5-linux-amd64")) {
            Files.copy(Objects.requireNonNull(packed), binary);
        }
        Assumptions.assumeTrue(binary.toFile().setExecutable(true), "cannot be made executable");
        return binary.toString();
    }

    RedisServerProcess(String binary, Path folder) throws Exception {
        this(binary, folder, CustomerRedisUser.aclFile(CUSTOMER), List.of());
    }

    private RedisServerProcess(String binary, Path folder, String users, List<String> more) throws Exception {
        this.binary = binary;
        this.folder = folder;
        this.more = List.copyOf(more);
        this.port = FreePorts.any();
        Files.writeString(folder.resolve("users.acl"), users);
        this.process = launch();
    }

    /** Its port. */
    public int port() {
        return port;
    }

    private Process launch() throws Exception {
        List<String> command = new ArrayList<>(List.of(
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
                ""));
        command.addAll(more);
        Process started = new ProcessBuilder(command)
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

    /** Ends the process. */
    public void stop() throws Exception {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    /** Starts it on the same port with the same data. */
    public void startAgain() throws Exception {
        process = launch();
    }

    /** A client as the customer's user. */
    public RedisDataSource client(Vertx vertx) {
        // Quarkus sets this up at its start; here two threads that set it up at the same time would meet
        var unused = SmallRyeContextManagerProvider.getManager();
        Redis redis = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(CustomerRedisUser.url(CUSTOMER, port))
                        .setMaxPoolSize(16)
                        .setMaxPoolWaiting(64));
        return new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), Duration.ofSeconds(5));
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
