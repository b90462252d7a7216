// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.redis.datasource.RedisDataSource;
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

    private static final String PUT =
            "redis.call('SET', KEYS[1], ARGV[2]) redis.call('SADD', KEYS[2], ARGV[1]) return 1";
    private static final String REMOVE = "redis.call('DEL', KEYS[1]) redis.call('SREM', KEYS[2], ARGV[1]) return 1";

    private final RedisDataSource redis;
    private final String prefix;
    private final String index;

    RedisRecords(RedisDataSource redis, String customer, String kind) {
        this.redis = redis;
        this.prefix = "{" + customer + "}:pdp:" + kind + ":";
        this.index = "{" + customer + "}:pdp:" + kind + "-index";
    }

    String key(String id) {
        return prefix + id;
    }

    String index() {
        return index;
    }

    void put(String id, ObjectNode json) {
        var done = redis.execute("EVAL", PUT, "2", key(id), index, id, text(json));
        if (done == null) {
            throw new IllegalStateException("Redis did not store a record.");
        }
    }

    void remove(String id) {
        var done = redis.execute("EVAL", REMOVE, "2", key(id), index, id);
        if (done == null) {
            throw new IllegalStateException("Redis did not remove a record.");
        }
    }

    Optional<ObjectNode> find(String id) {
        return parse(redis.execute("GET", key(id)));
    }

    List<ObjectNode> all() {
        List<ObjectNode> all = new ArrayList<>();
        for (String id : ids()) {
            find(id).ifPresent(all::add);
        }
        return all;
    }

    List<String> ids() {
        List<String> ids = new ArrayList<>();
        Response members = redis.execute("SMEMBERS", index);
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
        return value == null
                ? Optional.empty()
                : Optional.of(StrictJson.parseObject(value.toString(StandardCharsets.UTF_8), MAX_RECORD_LENGTH));
    }
}
