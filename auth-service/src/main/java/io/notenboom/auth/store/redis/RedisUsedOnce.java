// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.once.UsedOnce;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One {@code SET … NX PX} per value: the server decides who was first. */
final class RedisUsedOnce implements UsedOnce {

    private final RedisDataSource redis;
    private final RedisKeys keys;

    RedisUsedOnce(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public boolean firstUse(String kind, String value, Duration remember) {
        @Nullable
        Response answer = redis.execute(
                "SET",
                keys.hashedKey("used-" + kind, value),
                "1",
                "NX",
                "PX",
                Long.toString(Math.max(1, remember.toMillis())));
        return answer != null && "OK".equals(answer.toString());
    }
}
