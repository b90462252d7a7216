// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import io.quarkus.redis.datasource.RedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A change of what lies under one key that depends on what lies there: of changes at the same time none is lost, because one that
 * was overtaken is planned anew (WATCH, MULTI, EXEC). A connection goes back with nothing begun, also when Redis stops answering.
 */
@CheckReturnValue
public final class OptimisticChange {

    private static final int MAX_ATTEMPTS = 50;

    private final RedisConnection connection;
    private final String key;

    private OptimisticChange(RedisConnection connection, String key) {
        this.connection = connection;
        this.key = key;
    }

    /**
     * Plans and writes, again and again until nobody came between.
     *
     * @param key what is watched; everything that is read and written has its hash tag
     * @param plan reads, and says what is to become of it; may be called several times, the last call counts
     * @param applies whether a plan is to be written at all
     * @param write adds what a plan does; all of it takes effect or nothing
     * @return the plan that was written, or that does not apply
     * @throws IllegalStateException when others came between {@value #MAX_ATTEMPTS} times
     */
    public static <T> T run(
            RedisDataSource redis,
            String key,
            Function<RedisReader, T> plan,
            Predicate<T> applies,
            BiConsumer<RedisBatch, T> write) {
        RedisConnection connection =
                redis.getReactive().getRedis().connect().await().atMost(RedisBatch.PATIENCE);
        try {
            return new OptimisticChange(connection, key).attempt(plan, applies, write);
        } finally {
            connection.closeAndForget();
        }
    }

    private <T> T attempt(Function<RedisReader, T> plan, Predicate<T> applies, BiConsumer<RedisBatch, T> write) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            boolean watched = true;
            try {
                // not waited for, so that it goes to Redis together with the first question of the plan
                CompletableFuture<Response> watch =
                        connection.send(RedisBatch.request(Command.WATCH, key)).subscribeAsCompletionStage();
                T planned = plan.apply(this::ask);
                requireWatched(watch);
                if (!applies.test(planned)) {
                    return planned;
                }
                RedisBatch batch = new RedisBatch(connection);
                write.accept(batch, planned);
                watched = false;
                if (batch.commitUnlessOvertaken()) {
                    return planned;
                }
            } finally {
                if (watched) {
                    // unlike UNWATCH it names a key, by which a Cluster finds the server that watches
                    new RedisBatch(connection).add(Command.EXISTS, key).commitAndForget();
                }
            }
        }
        throw new IllegalStateException("a record in Redis is changed too often at one time");
    }

    /** Redis answers in order: what was read after it was read while the key was watched. */
    private static void requireWatched(CompletableFuture<Response> watch) {
        Response unused = Uni.createFrom().completionStage(watch).await().atMost(RedisBatch.PATIENCE);
    }

    private @Nullable Response ask(Command command, String... arguments) {
        return connection.send(RedisBatch.request(command, arguments)).await().atMost(RedisBatch.PATIENCE);
    }
}
