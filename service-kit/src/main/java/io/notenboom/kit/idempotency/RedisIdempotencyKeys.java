// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Keys in Redis: {@code {<customer>}:<service>:idem:<key>} holds the request, its operation and at last the answer, for a day;
 * {@code …:idem-lease:<key>} says who carries it out. {@code SET … NX} is the only step at which two can meet.
 */
final class RedisIdempotencyKeys implements IdempotencyKeys {

    /** How long an answer is given again. */
    static final Duration KEPT = Duration.ofDays(1);

    /** How long a request may take before it counts as abandoned; longer than any request is answered. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int MAX_CHARACTERS = 1_048_576;
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 26;

    private final RedisDataSource redis;
    private final ValueCommands<String, String> values;
    private final KeyCommands<String> names;
    private final RedisKeys keys;
    private final Duration lease;
    private final SecureRandom random = new SecureRandom();

    RedisIdempotencyKeys(RedisDataSource redis, RedisKeys keys, Duration lease) {
        this.redis = redis;
        this.values = redis.value(String.class);
        this.names = redis.key();
        this.keys = keys;
        this.lease = lease;
    }

    @Override
    public Standing take(String key, String request) {
        Entry entry = entry(key, request);
        if (!entry.request().equals(request)) {
            return new Standing.OtherRequest();
        }
        if (entry.answer().isPresent()) {
            return new Standing.Answered(entry.answer().get());
        }
        String owner = id();
        if (!isSet(leaseKey(key), owner, lease)) {
            return new Standing.UnderWay();
        }
        // whoever had it before may have answered between the look at the entry and now
        Optional<KeptAnswer> meanwhile = read(key).flatMap(Entry::answer);
        if (meanwhile.isPresent()) {
            release(key, owner);
            return new Standing.Answered(meanwhile.get());
        }
        return new Standing.Taken(request, entry.operation(), owner);
    }

    /** The entry of a key; a new one if it has none. */
    private Entry entry(String key, String request) {
        Entry own = new Entry(request, id(), Optional.empty());
        // an entry can end between the two looks, so the second round may find the key free
        for (int round = 0; round < 2; round++) {
            if (isSet(entryKey(key), own.toText(), KEPT)) {
                return own;
            }
            Optional<Entry> known = read(key);
            if (known.isPresent()) {
                return known.get();
            }
        }
        throw new IllegalStateException("an idempotency key can neither be stored nor read");
    }

    private boolean isSet(String name, String value, Duration duration) {
        // the typed command does not tell whether it set anything
        Response answer = redis.execute("SET", name, value, "NX", "PX", Long.toString(duration.toMillis()));
        return answer != null && "OK".equals(answer.toString());
    }

    private Optional<Entry> read(String key) {
        return Optional.ofNullable(values.get(entryKey(key))).map(Entry::ofText);
    }

    @Override
    public void answered(String key, Standing.Taken taken, KeptAnswer answer) {
        values.set(
                entryKey(key),
                new Entry(taken.request(), taken.operation(), Optional.of(answer)).toText(),
                new SetArgs().px(KEPT));
        release(key, taken.owner());
    }

    @Override
    public void abandoned(String key, Standing.Taken taken) {
        release(key, taken.owner());
    }

    /** One that lost its lease leaves the lease of its successor alone. */
    private void release(String key, String owner) {
        if (owner.equals(values.get(leaseKey(key)))) {
            var unused = names.del(leaseKey(key));
        }
    }

    private String entryKey(String key) {
        return keys.key("idem", key);
    }

    private String leaseKey(String key) {
        return keys.key("idem-lease", key);
    }

    private String id() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    private record Entry(String request, String operation, Optional<KeptAnswer> answer) {

        String toText() {
            ObjectNode json = StrictJson.newObject().put("request", request).put("operation", operation);
            answer.ifPresent(kept -> json.putObject("answer")
                    .put("status", kept.status())
                    .put("location", kept.location())
                    .put("body", kept.body()));
            return new String(StrictJson.write(json), StandardCharsets.UTF_8);
        }

        static Entry ofText(String text) {
            ObjectNode json = StrictJson.parseObject(text, MAX_CHARACTERS);
            Optional<KeptAnswer> answer = json.path("answer") instanceof ObjectNode kept
                    ? Optional.of(new KeptAnswer(
                            kept.path("status").intValue(),
                            kept.path("location").asText(),
                            kept.path("body").asText()))
                    : Optional.empty();
            return new Entry(
                    json.path("request").asText(), json.path("operation").asText(), answer);
        }
    }
}
