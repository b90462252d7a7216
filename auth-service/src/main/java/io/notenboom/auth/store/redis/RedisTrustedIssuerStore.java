// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import java.util.Set;
import java.util.stream.Collectors;

/** One set per type of credential, without expiry. */
final class RedisTrustedIssuerStore implements TrustedIssuerStore {

    private final SetCommands<String, String> sets;
    private final RedisKeys keys;

    RedisTrustedIssuerStore(RedisDataSource redis, RedisKeys keys) {
        this.sets = redis.set(String.class);
        this.keys = keys;
    }

    @Override
    public void add(String credentialType, Did issuer) {
        sets.sadd(key(credentialType), issuer.value());
    }

    @Override
    public void remove(String credentialType, Did issuer) {
        sets.srem(key(credentialType), issuer.value());
    }

    @Override
    public Set<Did> of(String credentialType) {
        return sets.smembers(key(credentialType)).stream().map(Did::new).collect(Collectors.toUnmodifiableSet());
    }

    private String key(String credentialType) {
        return keys.hashedKey("trusted-issuers", credentialType);
    }
}
