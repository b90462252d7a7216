// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.client.Copied;
import io.notenboom.auth.discovery.client.CopyStore;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** For each service a hash of its copied entries by timestamp, and one that says how far it was copied. */
public final class RedisCopyStore implements CopyStore {

    private static final String SEED = "seed";
    private static final String TIMESTAMP = "timestamp";
    private static final String VERSION = "version";
    private static final int MAX_LENGTH = 4 * 1024 * 1024;

    private final RedisDataSource redis;
    private final RedisKeys keys;

    /** @param keys names of the keys of this customer and service */
    public RedisCopyStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public Cursor cursor(String service) {
        Map<String, String> stored = redis.hash(String.class).hgetall(cursorKey(service));
        return stored.isEmpty()
                ? Cursor.START
                : new Cursor(
                        stored.getOrDefault(SEED, ""),
                        Long.parseLong(stored.getOrDefault(TIMESTAMP, "0")),
                        Long.parseLong(stored.getOrDefault(VERSION, "0")));
    }

    @Override
    public List<Copied> entries(String service) {
        return redis.hash(String.class).hgetall(entriesKey(service)).entrySet().stream()
                .map(entry -> read(Long.parseLong(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparingLong(Copied::timestamp))
                .toList();
    }

    @Override
    public void reset(String service, Cursor cursor) {
        RedisBatch change = new RedisBatch(redis).add(Command.DEL, entriesKey(service));
        put(change, service, cursor).commit();
    }

    @Override
    public void save(String service, Cursor cursor, List<Copied> put, List<Copied> removed) {
        RedisBatch change = new RedisBatch(redis);
        removed.forEach(entry -> change.add(Command.HDEL, entriesKey(service), Long.toString(entry.timestamp())));
        put.forEach(
                entry -> change.add(Command.HSET, entriesKey(service), Long.toString(entry.timestamp()), json(entry)));
        put(change, service, cursor).commit();
    }

    private RedisBatch put(RedisBatch change, String service, Cursor cursor) {
        return change.add(
                Command.HSET,
                cursorKey(service),
                SEED,
                cursor.seed(),
                TIMESTAMP,
                Long.toString(cursor.timestamp()),
                VERSION,
                Long.toString(cursor.version()));
    }

    private String cursorKey(String service) {
        return keys.hashedKey("discovery-cursor", service);
    }

    private String entriesKey(String service) {
        return keys.hashedKey("discovery-copy", service);
    }

    private static String json(Copied entry) {
        ObjectNode node = StrictJson.newObject()
                .put("signer", entry.signer().value())
                .put("id", entry.id())
                .put("expiresAt", entry.expiresAt().toString())
                .put("verified", entry.verified())
                .put("text", entry.text());
        return new String(StrictJson.write(node), StandardCharsets.UTF_8);
    }

    private static Copied read(long timestamp, String json) {
        ObjectNode node = StrictJson.parseObject(json, MAX_LENGTH);
        return new Copied(
                timestamp,
                new Did(node.path("signer").asText()),
                node.path("id").asText(),
                Instant.parse(node.path("expiresAt").asText()),
                node.path("verified").asBoolean(),
                node.path("text").asText());
    }
}
