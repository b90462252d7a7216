// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.transactions.TransactionResult;
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

    String index() {
        return index;
    }

    void put(String id, ObjectNode json) {
        requireDone(redis.withTransaction(transaction -> {
            transaction.value(String.class).set(key(id), text(json));
            transaction.set(String.class).sadd(index, id);
        }));
    }

    void remove(String id) {
        requireDone(redis.withTransaction(transaction -> {
            transaction.key().del(key(id));
            transaction.set(String.class).srem(index, id);
        }));
    }

    private static void requireDone(TransactionResult result) {
        if (result.discarded()) {
            throw new IllegalStateException("Redis did not take a record.");
        }
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
