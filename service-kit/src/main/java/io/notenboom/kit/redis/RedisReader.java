// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks Redis with commands that read. For one thread. */
@FunctionalInterface
public interface RedisReader {

    /** Asks over any connection. */
    static RedisReader of(RedisDataSource redis) {
        return redis::execute;
    }

    /**
     * The answer as it came.
     *
     * @return null for nothing
     * @throws RuntimeException when Redis refuses, or does not answer in time
     */
    @Nullable
    Response ask(Command command, String... arguments);

    /** The answer of a command that reads one value. */
    default Optional<String> text(Command command, String... arguments) {
        return Optional.ofNullable(ask(command, arguments)).map(Response::toString);
    }

    /** The answer of a command that counts. */
    default long number(Command command, String... arguments) {
        return Objects.requireNonNull(ask(command, arguments), "Redis counts").toLong();
    }

    /** The answer of a command that reads several values, in order; null in the place of each that is not there. */
    default List<@Nullable String> texts(Command command, String... arguments) {
        Response answer = Objects.requireNonNull(ask(command, arguments), "Redis answers with a list");
        List<@Nullable String> texts = new ArrayList<>(answer.size());
        for (Response value : answer) {
            texts.add(value == null ? null : value.toString());
        }
        return texts;
    }
}
