// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import io.notenboom.hosting.backup.BackupException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection to Redis, for one thread; every answer is waited for, at most ten seconds. Texts are bytes, as in {@link RedisRecord}. */
public final class RedisLink implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final Redis client;
    private final RedisConnection connection;

    private RedisLink(Vertx vertx, Redis client, RedisConnection connection) {
        this.vertx = vertx;
        this.client = client;
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param url {@code redis://user:password@host:port}, or {@code rediss://…}: then the server's name is checked
     * @param trust CA certificates, PEM; without it those of Java
     * @throws BackupException if that fails
     */
    public static RedisLink open(String url, Optional<Path> trust) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        RedisOptions options = new RedisOptions().setConnectionString(url).setProtocolNegotiation(false);
        options.getNetClientOptions().setHostnameVerificationAlgorithm(url.startsWith("rediss:") ? "HTTPS" : "");
        trust.ifPresent(file ->
                options.getNetClientOptions().setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        Redis client = Redis.createClient(vertx, options);
        try {
            return new RedisLink(
                    vertx, client, await(client.connect().toCompletionStage().toCompletableFuture()));
        } catch (BackupException failure) {
            client.close();
            var unused = vertx.close();
            throw failure;
        }
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted while waiting for Redis", interrupted);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new BackupException("Redis: " + cause.getMessage(), cause);
        } catch (TimeoutException slow) {
            throw new BackupException("Redis did not answer within " + PATIENCE_SECONDS + " seconds", slow);
        }
    }

    /** A command. */
    static Request request(String command, String... arguments) {
        Request request = Request.cmd(Command.create(command));
        for (String argument : arguments) {
            request = request.arg(Buffer.buffer(argument.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return request;
    }

    /** Sends a command; null for a null of Redis. */
    @Nullable
    Response send(String command, String... arguments) {
        return await(
                connection.send(request(command, arguments)).toCompletionStage().toCompletableFuture());
    }

    /** Sends commands at once; throws when one of them failed. */
    void sendAll(List<Request> requests) {
        if (!requests.isEmpty()) {
            var unused = await(connection.batch(requests).toCompletionStage().toCompletableFuture());
        }
    }

    /** A text of an answer. */
    static String text(@Nullable Response value) {
        if (value == null) {
            return "";
        }
        byte[] bytes = value.type() == ResponseType.BULK ? value.toBytes() : null;
        return bytes == null ? value.toString() : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The texts of an answer that is a list. */
    static List<String> texts(@Nullable Response list) {
        List<String> texts = new ArrayList<>();
        if (list != null) {
            for (Response value : list) {
                texts.add(text(value));
            }
        }
        return texts;
    }

    @Override
    public void close() {
        client.close();
        var unused =
                await(vertx.close().toCompletionStage().toCompletableFuture().thenApply(closed -> true));
    }
}
