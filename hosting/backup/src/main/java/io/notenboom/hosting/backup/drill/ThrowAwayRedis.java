// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.drill;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.redis.RedisLink;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.RandomSecrets;
import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.launcher.redis.RedisPrograms;
import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisUser;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Redis of its own on a free port of the loopback interface, for as long as it is not closed. */
public final class ThrowAwayRedis implements AutoCloseable {

    /** No customer has this id; a server has a customer's user beside the operator's. */
    private static final String NOBODY = "nobody";

    private static final int TRIES = 100;
    private static final int PAUSE_MILLISECONDS = 100;
    private static final int END_SECONDS = 10;

    private final Process process;
    private final int port;
    private final Secret password;

    private ThrowAwayRedis(Process process, int port, Secret password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** A user whose password nobody has. */
    private static RedisUser nobody() {
        return RedisUser.ofCustomer(
                NOBODY, PasswordHash.of(RandomSecrets.password().reveal()));
    }

    /**
     * Starts one.
     *
     * @param folder of its own
     * @throws BackupException if it does not serve
     */
    public static ThrowAwayRedis start(Path folder) throws IOException {
        Secret password = RandomSecrets.password();
        int port = freePort();
        Path users = NodeFolder.writePrivate(folder.resolve("users.acl"), RedisConfiguration.users(nobody(), password));
        Path configuration =
                NodeFolder.writePrivate(folder.resolve("redis.conf"), RedisConfiguration.render(folder, port, users));
        Process process = new ProcessBuilder(RedisPrograms.find(folder).path().toString(), configuration.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        ThrowAwayRedis redis = new ThrowAwayRedis(process, port, password);
        try {
            redis.awaitAnswer();
        } catch (RuntimeException failure) {
            redis.close();
            throw failure;
        }
        return redis;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() {
        for (int attempt = 0; attempt < TRIES && process.isAlive(); attempt++) {
            try {
                link().close();
                return;
            } catch (BackupException notYet) {
                pause();
            }
        }
        throw new BackupException("the Redis of the drill did not start; is a redis-server installed?");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted", interrupted);
        }
    }

    /** A connection to it. */
    public RedisLink link() {
        return RedisLink.open(administratorUrl(), Optional.empty());
    }

    /** URL for who may do everything. */
    public String administratorUrl() {
        return url(RedisConfiguration.OPERATOR, password.reveal());
    }

    /** URL for a user. */
    public String url(String user, String secret) {
        return "redis://" + user + ":" + secret + "@127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
