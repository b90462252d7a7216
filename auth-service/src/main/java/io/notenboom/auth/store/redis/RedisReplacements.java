// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.issuer.Replacements;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.DidUrl;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;

/** Two sets per key with ids of credentials, 90 days after the last change. */
final class RedisReplacements implements Replacements {

    private static final String BEGUN = "replacing";
    private static final String WITHDRAWN = "replacing-not";
    private static final String SECONDS = Long.toString(Duration.ofDays(90).toSeconds());

    private final RedisDataSource redis;
    private final SetCommands<String, String> sets;
    private final RedisKeys keys;

    RedisReplacements(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.sets = redis.set(String.class);
        this.keys = keys;
    }

    @Override
    public void begin(DidUrl method, String credentialId) {
        add(BEGUN, method, credentialId);
    }

    @Override
    public boolean isBegun(DidUrl method, String credentialId) {
        return sets.sismember(key(BEGUN, method), credentialId);
    }

    @Override
    public void withdraw(DidUrl method, String credentialId) {
        add(WITHDRAWN, method, credentialId);
    }

    @Override
    public boolean isWithdrawn(DidUrl method, String credentialId) {
        return sets.sismember(key(WITHDRAWN, method), credentialId);
    }

    private void add(String kind, DidUrl method, String credentialId) {
        String key = key(kind, method);
        new RedisBatch(redis)
                .add(Command.SADD, key, credentialId)
                .add(Command.EXPIRE, key, SECONDS)
                .commit();
    }

    private String key(String kind, DidUrl method) {
        return keys.hashedKey(kind, method.toString());
    }
}
