// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import io.notenboom.hosting.backup.redis.RedisRecord.Kind;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all records of a customer while others write, in pieces of some hundred elements. A key that is there from beginning to
 * end is read; so is an element of a set, hash or sorted set. What changes meanwhile is read as it was before or after, each
 * key, or piece of a large one, for itself: there is no moment at which Redis was exactly so. A key may be read twice.
 */
public final class RedisReader {

    private static final int PIECE = 500;
    private static final String COUNT = Integer.toString(PIECE);

    private final RedisLink redis;
    private final String pattern;

    /** @param customer whose keys: {@code {customer}:*} */
    public RedisReader(RedisLink redis, String customer) {
        this.redis = redis;
        this.pattern = "{" + customer + "}:*";
    }

    /** Reads all. */
    public void read(Consumer<RedisRecord> consumer) {
        long now = now();
        keys(key -> read(key, now, consumer));
    }

    /** All keys, some of them twice. */
    void keys(Consumer<String> consumer) {
        String cursor = "0";
        do {
            Response page = redis.send("SCAN", cursor, "MATCH", pattern, "COUNT", COUNT);
            if (page == null) {
                return;
            }
            cursor = RedisLink.text(page.get(0));
            RedisLink.texts(page.get(1)).forEach(consumer);
        } while (!cursor.equals("0"));
    }

    /** By the clock of Redis, in milliseconds. */
    private long now() {
        List<String> time = RedisLink.texts(redis.send("TIME"));
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }

    private void read(String key, long now, Consumer<RedisRecord> consumer) {
        Response left = redis.send("PTTL", key);
        long milliseconds = left == null ? -2 : left.toLong();
        if (milliseconds == -2) {
            return;
        }
        Pieces pieces = new Pieces(key, milliseconds < 0 ? null : now + milliseconds, consumer);
        switch (RedisLink.text(redis.send("TYPE", key))) {
            case "string" -> string(key, pieces);
            case "hash" -> scan("HSCAN", key, Kind.HASH, pieces);
            case "set" -> scan("SSCAN", key, Kind.SET, pieces);
            case "zset" -> scan("ZSCAN", key, Kind.ZSET, pieces);
            case "list" -> list(key, pieces);
            case "stream" -> stream(key, pieces);
            default -> {
                // gone meanwhile
            }
        }
    }

    private void string(String key, Pieces pieces) {
        Response value = redis.send("GET", key);
        if (value != null) {
            pieces.add(Kind.STRING, List.of(RedisLink.text(value)));
        }
    }

    private void scan(String command, String key, Kind kind, Pieces pieces) {
        String cursor = "0";
        do {
            Response page = redis.send(command, key, cursor, "COUNT", COUNT);
            if (page == null) {
                return;
            }
            cursor = RedisLink.text(page.get(0));
            List<String> values = RedisLink.texts(page.get(1));
            if (!values.isEmpty()) {
                pieces.add(kind, values);
            }
        } while (!cursor.equals("0"));
    }

    private void list(String key, Pieces pieces) {
        for (int from = 0; ; from += PIECE) {
            List<String> values = RedisLink.texts(
                    redis.send("LRANGE", key, Integer.toString(from), Integer.toString(from + PIECE - 1)));
            if (values.isEmpty()) {
                return;
            }
            pieces.add(Kind.LIST, values);
        }
    }

    private void stream(String key, Pieces pieces) {
        String from = "-";
        while (true) {
            Response page = redis.send("XRANGE", key, from, "+", "COUNT", COUNT);
            if (page == null || page.size() == 0) {
                break;
            }
            for (Response entry : page) {
                List<String> values = new ArrayList<>(List.of(RedisLink.text(entry.get(0))));
                values.addAll(RedisLink.texts(entry.get(1)));
                pieces.add(Kind.STREAM, values);
                from = "(" + values.getFirst();
            }
        }
        Response groups = pieces.any ? redis.send("XINFO", "GROUPS", key) : null;
        if (groups != null) {
            for (Response group : groups) {
                List<String> about = RedisLink.texts(group);
                String name = about.get(about.indexOf("name") + 1);
                String last = about.get(about.indexOf("last-delivered-id") + 1);
                pieces.add(Kind.GROUP, List.of(name, resumeAt(key, name, last)));
            }
        }
    }

    /** Before the oldest entry that nobody acknowledged, so that it is delivered again. */
    private String resumeAt(String key, String group, String lastDelivered) {
        Response pending = redis.send("XPENDING", key, group);
        String oldest = pending == null || pending.get(0).toLong() == 0 ? "" : RedisLink.text(pending.get(1));
        return oldest.isEmpty() ? lastDelivered : before(oldest);
    }

    private static String before(String id) {
        int dash = id.indexOf('-');
        long time = Long.parseLong(id.substring(0, dash));
        long sequence = Long.parseLong(id.substring(dash + 1));
        return sequence > 0
                ? time + "-" + (sequence - 1)
                : Math.max(0, time - 1) + "-" + (time > 0 ? Long.MAX_VALUE : 0);
    }

    /** Pieces of one key. */
    private static final class Pieces {

        private final String key;
        private final @Nullable Long expiresAt;
        private final Consumer<RedisRecord> consumer;
        private boolean any;

        Pieces(String key, @Nullable Long expiresAt, Consumer<RedisRecord> consumer) {
            this.key = key;
            this.expiresAt = expiresAt;
            this.consumer = consumer;
        }

        void add(Kind kind, List<String> values) {
            consumer.accept(new RedisRecord(key, kind, !any, expiresAt, values));
            any = true;
        }
    }
}
