// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.redis.datasource.RedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Commands that go to Redis in one message, so that they cost one round trip, and a connection is never left between MULTI and
 * EXEC when Redis stops answering. All keys are of one customer: one hash tag, one server of a Cluster. For one thread.
 */
public final class RedisBatch {

    /** How long an answer is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Function<List<Request>, Uni<List<Response>>> server;
    private final List<Request> requests = new ArrayList<>();

    /** An empty one for this Redis. */
    public RedisBatch(RedisDataSource redis) {
        this.server = redis.getReactive().getRedis()::batch;
    }

    /** An empty one for this connection. */
    RedisBatch(RedisConnection connection) {
        this.server = connection::batch;
    }

    /**
     * One command.
     *
     * @param arguments as Redis documents them, in order
     */
    static Request request(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request = request.arg(argument);
        }
        return request;
    }

    /** Adds a command. */
    @CanIgnoreReturnValue
    public RedisBatch add(Command command, String... arguments) {
        requests.add(request(command, arguments));
        return this;
    }

    /** How many commands it has. */
    public int size() {
        return requests.size();
    }

    /** Sends the commands, which take effect one by one; answers what each of them answered. */
    public List<Response> send() {
        return requests.isEmpty() ? List.of() : send(requests);
    }

    /** Sends the commands as one transaction: all take effect, or, when this throws before Redis has them, none. */
    public void commit() {
        if (!commitUnlessOvertaken()) {
            throw new IllegalStateException("Redis did not carry out a transaction");
        }
    }

    /** {@link #commit} that says, with false, when what the connection watches has changed, and so nothing took effect. */
    boolean commitUnlessOvertaken() {
        return requests.isEmpty() || send(transaction()).getLast() != null;
    }

    /** {@link #commit} without waiting for what comes of it. */
    void commitAndForget() {
        var unused = server.apply(transaction()).subscribe().with(_ -> {}, _ -> {});
    }

    private List<Request> transaction() {
        List<Request> transaction = new ArrayList<>();
        transaction.add(Request.cmd(Command.MULTI));
        transaction.addAll(requests);
        transaction.add(Request.cmd(Command.EXEC));
        return transaction;
    }

    private List<Response> send(List<Request> sent) {
        return server.apply(sent).await().atMost(PATIENCE);
    }
}
