// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON records of one kind, each under its own key, with a set of their ids. */
final class RedisRecords {

    /** 4 MB: a flow with the most resources that one may have is smaller. */
    static final int MAX_RECORD_LENGTH = 4_194_304;

    private static final int BATCH = 100;

    private final RedisDataSource redis;
    private final RedisKeys keys;
    private final String kind;
    private final String index;

    RedisRecords(RedisDataSource redis, RedisKeys keys, String kind) {
        this.redis = redis;
        this.keys = keys;
        this.kind = kind;
        this.index = keys.key(kind + "-index");
    }

    String key(String id) {
        return keys.key(kind, id);
    }

    void put(String id, ObjectNode json) {
        RedisBatch batch = new RedisBatch(redis);
        put(batch, id, json);
        batch.commit();
    }

    /** Adds what {@link #put(String, ObjectNode)} does. */
    void put(RedisBatch batch, String id, ObjectNode json) {
        batch.add(Command.SET, key(id), text(json)).add(Command.SADD, index, id);
    }

    void remove(String id) {
        RedisBatch batch = new RedisBatch(redis);
        remove(batch, id);
        batch.commit();
    }

    /** Adds what {@link #remove(String)} does. */
    void remove(RedisBatch batch, String id) {
        batch.add(Command.DEL, key(id)).add(Command.SREM, index, id);
    }

    Optional<ObjectNode> find(String id) {
        return parse(redis.execute("GET", key(id)));
    }

    List<ObjectNode> all() {
        return all(ids());
    }

    /** The records with these ids, in this order, without those that are not there. */
    List<ObjectNode> all(List<String> ids) {
        List<ObjectNode> all = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            String[] keys = ids.subList(from, Math.min(ids.size(), from + BATCH)).stream()
                    .map(this::key)
                    .toArray(String[]::new);
            Response values = redis.execute("MGET", keys);
            for (Response value : values == null ? List.<Response>of() : values) {
                parse(value).ifPresent(all::add);
            }
        }
        return all;
    }

    List<String> ids() {
        return members(index);
    }

    /** The members of a set. */
    List<String> members(String set) {
        List<String> ids = new ArrayList<>();
        Response members = redis.execute("SMEMBERS", set);
        if (members != null) {
            for (Response member : members) {
                ids.add(member.toString());
            }
        }
        return ids;
    }

    static String text(ObjectNode json) {
        return CanonicalJson.text(json);
    }

    static Optional<ObjectNode> parse(@Nullable Response value) {
        return value == null ? Optional.empty() : parse(value.toString(StandardCharsets.UTF_8));
    }

    static Optional<ObjectNode> parse(String text) {
        return Optional.of(StrictJson.parseObject(text, MAX_RECORD_LENGTH));
    }
}
