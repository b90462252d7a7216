// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that go to Redis in one message, so that they cost one round trip, and a connection is never left between MULTI and
 * EXEC when Redis stops answering. All keys are of one customer: one hash tag, one server of a Cluster. For one thread.
 */
public final class RedisBatch {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Redis redis;
    private final List<Request> requests = new ArrayList<>();

    /** An empty one for this Redis. */
    public RedisBatch(RedisDataSource redis) {
        this.redis = redis.getReactive().getRedis();
    }

    /** Adds a command. */
    @CanIgnoreReturnValue
    public RedisBatch add(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request = request.arg(argument);
        }
        requests.add(request);
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
        if (requests.isEmpty()) {
            return;
        }
        List<Request> transaction = new ArrayList<>();
        transaction.add(Request.cmd(Command.MULTI));
        transaction.addAll(requests);
        transaction.add(Request.cmd(Command.EXEC));
        if (send(transaction).getLast() == null) {
            throw new IllegalStateException("Redis did not carry out a transaction");
        }
    }

    private List<Response> send(List<Request> sent) {
        return redis.batch(sent).await().atMost(PATIENCE);
    }
}
