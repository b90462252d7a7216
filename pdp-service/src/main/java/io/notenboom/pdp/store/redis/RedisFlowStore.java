// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.FlowStore;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Flows in Redis. One script writes the version number, the flow, its history and the note that the event is still to be
 * published, so that they are there together or not at all.
 */
final class RedisFlowStore implements FlowStore {

    private static final String WRITE = """
            local current = redis.call('HGET', KEYS[1], ARGV[1])
            if (current or '0') ~= ARGV[2] then return 0 end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
            redis.call('SET', KEYS[2], ARGV[4])
            redis.call('RPUSH', KEYS[3], ARGV[4])
            redis.call('HSET', KEYS[4], ARGV[1], ARGV[3])
            return 1
            """;
    private static final String PUBLISHED = """
            if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
            return 1
            """;

    private final RedisDataSource redis;
    private final String prefix;

    RedisFlowStore(RedisDataSource redis, String customer) {
        this.redis = redis;
        this.prefix = "{" + customer + "}:pdp:";
    }

    @Override
    public WriteOutcome create(Flow flow) {
        return write(flow, 0);
    }

    @Override
    public WriteOutcome replace(Flow flow) {
        return write(flow, flow.version() - 1);
    }

    private WriteOutcome write(Flow flow, long before) {
        ObjectNode json = FlowJson.write(flow);
        return attempt(() -> {
            Response written = redis.execute(
                    "EVAL",
                    WRITE,
                    "4",
                    prefix + "flow-versions",
                    prefix + "flow:" + flow.id(),
                    prefix + "flow-history:" + flow.id(),
                    prefix + "flow-unpublished",
                    flow.id(),
                    Long.toString(before),
                    Long.toString(flow.version()),
                    RedisRecords.text(json));
            return written != null && written.toInteger() == 1
                    ? new WriteOutcome.Stored(flow)
                    : new WriteOutcome.Conflict();
        });
    }

    @Override
    public Optional<Flow> find(String id) {
        return attempt(() ->
                RedisRecords.parse(redis.execute("GET", prefix + "flow:" + id)).map(FlowJson::read));
    }

    @Override
    public List<Flow> history(String id) {
        return attempt(() -> {
            List<Flow> history = new ArrayList<>();
            Response entries = redis.execute("LRANGE", prefix + "flow-history:" + id, "0", "-1");
            if (entries != null) {
                for (Response entry : entries) {
                    RedisRecords.parse(entry).map(FlowJson::read).ifPresent(history::add);
                }
            }
            return history;
        });
    }

    @Override
    public Map<String, Long> versions() {
        return attempt(() -> {
            Map<String, Long> versions = new HashMap<>();
            redis.hash(String.class)
                    .hgetall(prefix + "flow-versions")
                    .forEach((id, version) -> versions.put(id, Long.valueOf(version)));
            return versions;
        });
    }

    @Override
    public Set<String> unpublished() {
        return attempt(() -> new HashSet<>(redis.hash(String.class).hkeys(prefix + "flow-unpublished")));
    }

    @Override
    public void published(String id, long version) {
        var done = attempt(() -> Optional.ofNullable(
                redis.execute("EVAL", PUBLISHED, "1", prefix + "flow-unpublished", id, Long.toString(version))));
        if (done.isEmpty()) {
            throw new FlowStoreException("Redis did not answer.", new IllegalStateException("no reply"));
        }
    }

    private static <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (FlowStoreException known) {
            throw known;
        } catch (RuntimeException failed) {
            throw new FlowStoreException("The flow store cannot be reached.", failed);
        }
    }
}
