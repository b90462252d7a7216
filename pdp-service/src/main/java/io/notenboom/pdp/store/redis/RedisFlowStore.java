// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.kit.redis.RedisReader;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.FlowStore;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Flows in Redis. One transaction writes the version number, the flow, its history and the note that the event is still to be
 * published, so that they are there together or not at all.
 */
final class RedisFlowStore implements FlowStore {

    private static final char VERSION_MARK = '@';

    private final RedisDataSource redis;
    private final RedisKeys keys;

    RedisFlowStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public WriteOutcome create(Flow flow) {
        return write(flow, 0);
    }

    @Override
    public WriteOutcome replace(Flow flow) {
        return write(flow, flow.version() - 1);
    }

    /** Flow, version, history and the mark that it is not published yet: all or nothing, if the version is still the one before. */
    private WriteOutcome write(Flow flow, long before) {
        String json = RedisRecords.text(FlowJson.write(flow));
        String version = Long.toString(flow.version());
        String flowKey = keys.key("flow", flow.id());
        return attempt(() -> OptimisticChange.run(
                        redis,
                        flowKey,
                        source -> version(source, flowKey) == before,
                        isThere -> isThere,
                        (batch, _) -> batch.add(Command.SET, flowKey, json)
                                .add(Command.HSET, keys.key("flow-versions"), flow.id(), version)
                                .add(Command.HSET, keys.key("flow-history", flow.id()), version, json)
                                .add(Command.SADD, keys.key("flow-unpublished"), flow.id() + VERSION_MARK + version))
                ? new WriteOutcome.Stored(flow)
                : new WriteOutcome.Conflict());
    }

    private static long version(RedisReader source, String flowKey) {
        return RedisRecords.parse(source.ask(Command.GET, flowKey))
                .map(FlowJson::read)
                .map(Flow::version)
                .orElse(0L);
    }

    @Override
    public Optional<Flow> find(String id) {
        return attempt(() ->
                RedisRecords.parse(redis.execute("GET", keys.key("flow", id))).map(FlowJson::read));
    }

    @Override
    public List<Flow> history(String id) {
        return attempt(() -> {
            List<Flow> history = new ArrayList<>();
            redis.hash(String.class)
                    .hgetall(keys.key("flow-history", id))
                    .values()
                    .forEach(
                            json -> RedisRecords.parse(json).map(FlowJson::read).ifPresent(history::add));
            history.sort(Comparator.comparingLong(Flow::version));
            return history;
        });
    }

    @Override
    public Map<String, Long> versions() {
        return attempt(() -> {
            Map<String, Long> versions = new HashMap<>();
            redis.hash(String.class)
                    .hgetall(keys.key("flow-versions"))
                    .forEach((id, version) -> versions.put(id, Long.valueOf(version)));
            return versions;
        });
    }

    @Override
    public Set<String> unpublished() {
        return attempt(() -> redis.set(String.class).smembers(keys.key("flow-unpublished")).stream()
                .map(mark -> mark.substring(0, mark.indexOf(VERSION_MARK)))
                .collect(Collectors.toSet()));
    }

    @Override
    public void published(String id, long version) {
        var unused =
                attempt(() -> redis.set(String.class).srem(keys.key("flow-unpublished"), id + VERSION_MARK + version));
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
