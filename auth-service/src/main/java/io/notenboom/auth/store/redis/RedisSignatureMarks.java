// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.signature.SignatureMarks;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.DidUrl;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sorted set per key, without expiry: kind by the second in which its last
 * signature ends. {@code GT} never lets it go back.
 */
final class RedisSignatureMarks implements SignatureMarks {

    private static final String UNTIL = "signed-until";

    private final RedisDataSource redis;
    private final RedisKeys keys;

    RedisSignatureMarks(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void raise(DidUrl method, SignatureKind kind, Instant until) {
        new RedisBatch(redis)
                .add(Command.ZADD, key(method), "GT", EndSecond.score(until), kind.wireName())
                .commit();
    }

    @Override
    public Map<String, Instant> of(DidUrl method) {
        List<String> parts = EndSecond.parts(new RedisBatch(redis)
                .add(Command.ZRANGE, key(method), "0", "-1", "WITHSCORES")
                .send()
                .getFirst());
        Map<String, Instant> marks = new HashMap<>();
        for (int index = 0; index + 1 < parts.size(); index += 2) {
            marks.put(parts.get(index), EndSecond.of(parts.get(index + 1)));
        }
        return Map.copyOf(marks);
    }

    @Override
    public void forget(DidUrl method) {
        new RedisBatch(redis).add(Command.DEL, key(method)).commit();
    }

    private String key(DidUrl method) {
        return keys.hashedKey(UNTIL, method.toString());
    }
}
