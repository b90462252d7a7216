// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process.redis;

import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.notenboom.trust.redis.RedisPlace;
import io.notenboom.trust.redis.RedisUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The users of one running Redis, changed as its operator. Every call has a connection of its own and waits for Redis, at most five
 * seconds; it throws an {@link IllegalStateException} without any secret when Redis does not do it.
 */
public final class RedisUsers {

    private static final int PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final String operatorUrl;

    /** @param operatorUrl {@code redis://user:password@host:port} of a user that may do everything */
    public RedisUsers(Vertx vertx, String operatorUrl) {
        this.vertx = vertx;
        this.operatorUrl = operatorUrl;
    }

    /**
     * Makes the passwords of a user those that it is to have, and writes them to the server's file; connections stay.
     *
     * @return whether there was something to change
     */
    public boolean ensure(RedisUser user) {
        return connected(connection -> {
            if (passwords(send(connection, List.of("ACL", "GETUSER", user.name())))
                    .equals(wanted(user))) {
                return false;
            }
            var _ = send(connection, RedisAcl.set(RedisPlace.SERVER, user));
            var _ = send(connection, RedisAcl.save());
            return true;
        });
    }

    /** Ends all connections of a user. */
    public void disconnect(String user) {
        Response unused = connected(connection -> send(connection, RedisAcl.disconnect(user)));
    }

    private static Set<String> wanted(RedisUser user) {
        Set<String> wanted = new HashSet<>();
        user.passwords().stream().map(PasswordHash::sha256).forEach(wanted::add);
        return wanted;
    }

    private static Set<String> passwords(Response user) {
        Set<String> passwords = new HashSet<>();
        if (user != null && user.containsKey("passwords")) {
            user.get("passwords").forEach(hash -> passwords.add(hash.toString()));
        }
        return passwords;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T with(RedisConnection connection);
    }

    private <T> T connected(Work<T> work) {
        Redis client = Redis.createClient(vertx, new RedisOptions().setConnectionString(operatorUrl));
        try {
            return work.with(await(client.connect()));
        } finally {
            client.close();
        }
    }

    private static Response send(RedisConnection connection, List<String> words) {
        Request request = Request.cmd(Command.create(words.getFirst()));
        for (String argument : words.subList(1, words.size())) {
            request = request.arg(argument);
        }
        return await(connection.send(request));
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Redis", interrupted);
        } catch (TimeoutException slow) {
            throw new IllegalStateException("Redis did not answer within " + PATIENCE_SECONDS + " seconds", slow);
        } catch (ExecutionException failure) {
            // the client writes the URL, with the password, into its exceptions: the cause is left out
            throw new IllegalStateException(
                    failure.getCause() instanceof Response refused
                            ? "Redis refused: " + refused
                            : "the node's Redis cannot be reached");
        }
    }
}
