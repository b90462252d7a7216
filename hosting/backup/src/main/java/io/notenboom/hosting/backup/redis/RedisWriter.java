// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import io.notenboom.hosting.backup.BackupException;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts records into Redis. May be killed at any time and begun again. For one thread. */
public final class RedisWriter {

    private static final int TOGETHER = 200;
    private static final String DAY_MILLISECONDS = "86400000";

    private final RedisLink redis;
    private final String customer;
    private final RestorePolicy policy;
    private final List<Request> waiting = new ArrayList<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private long written;

    /** Writes for this customer what the policy lets back. */
    public RedisWriter(RedisLink redis, String customer, RestorePolicy policy) {
        this.redis = redis;
        this.customer = customer;
        this.policy = policy;
    }

    /**
     * Begins, or begins again: everything of the customer is removed, but what only grows.
     *
     * @param restore id of the restore
     * @param replace whether records may be removed that this restore did not write
     * @throws BackupException if there are others and they may not
     */
    public void begin(String restore, boolean replace) {
        String mark = mark();
        boolean ours = restore.equals(RedisLink.text(redis.send("GET", mark)));
        List<String> keys = new ArrayList<>();
        new RedisReader(redis, customer).keys(keys::add);
        keys.remove(mark);
        if (!keys.isEmpty() && !ours && !replace) {
            throw new BackupException(
                    "Redis has " + keys.size() + " keys of this customer already. If they are older than"
                            + " the backup or damaged, say --replace-redis; revocations among them stay");
        }
        Response unusedAnswer = redis.send("SET", mark, restore, "PX", DAY_MILLISECONDS);
        for (String key : keys) {
            if (!RestorePolicy.stays(key)) {
                add(RedisLink.request("UNLINK", key));
            }
        }
        flush();
    }

    private String mark() {
        return "{" + customer + "}:backup:restoring";
    }

    /** Writes a record, or leaves it out. */
    public void write(RedisRecord record) {
        if (!record.key().startsWith("{" + customer + "}:")) {
            throw new BackupException("the backup has a record of another customer");
        }
        policy.leftOut(record).ifPresentOrElse(why -> leftOut.merge(why, 1L, Long::sum), () -> put(record));
    }

    private void put(RedisRecord record) {
        String key = record.key();
        List<String> values = record.values();
        if (record.first() && !RestorePolicy.stays(key)) {
            add(RedisLink.request("UNLINK", key));
        }
        switch (record.kind()) {
            case STRING -> add(command("SET", key, values));
            case HASH -> add(command("HSET", key, values));
            case SET -> add(command("SADD", key, values));
            case ZSET -> add(command("ZADD", key, scoresFirst(values)));
            case LIST -> add(command("RPUSH", key, values));
            case STREAM -> add(command("XADD", key, values));
            case GROUP -> add(RedisLink.request("XGROUP", "CREATE", key, values.get(0), values.get(1)));
        }
        Long expiresAt = record.expiresAt();
        if (expiresAt != null) {
            add(RedisLink.request("PEXPIREAT", key, Long.toString(expiresAt)));
        }
        written++;
    }

    private static List<String> scoresFirst(List<String> values) {
        List<String> turned = new ArrayList<>();
        for (int i = 0; i + 1 < values.size(); i += 2) {
            turned.add(values.get(i + 1));
            turned.add(values.get(i));
        }
        return turned;
    }

    private static Request command(String command, String key, List<String> values) {
        List<String> arguments = new ArrayList<>(List.of(key));
        arguments.addAll(values);
        return RedisLink.request(command, arguments.toArray(String[]::new));
    }

    private void add(Request request) {
        waiting.add(request);
        if (waiting.size() >= TOGETHER) {
            flush();
        }
    }

    private void flush() {
        redis.sendAll(waiting);
        waiting.clear();
    }

    /** Ends: everything is written. */
    public void end() {
        add(RedisLink.request("UNLINK", mark()));
        flush();
    }

    /** Number of records that were written. */
    public long written() {
        return written;
    }

    /** Number of records that were left out, by reason. */
    public Map<String, Long> leftOut() {
        return Map.copyOf(leftOut);
    }
}
