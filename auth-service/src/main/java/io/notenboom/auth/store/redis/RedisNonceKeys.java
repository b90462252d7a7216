// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.dpop.NonceKeys;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.secret.Secret;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.redis.datasource.value.ValueCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** One key for each period, with expiry; whoever is first decides which. */
final class RedisNonceKeys implements NonceKeys {

    private static final Duration KEPT = Duration.ofDays(2);

    private final ValueCommands<String, String> values;
    private final RedisKeys keys;
    private final Supplier<Secret> randomTexts;

    RedisNonceKeys(RedisDataSource redis, RedisKeys keys, Supplier<Secret> randomTexts) {
        this.values = redis.value(String.class);
        this.keys = keys;
        this.randomTexts = randomTexts;
    }

    @Override
    public Secret key(long period) {
        String name = keys.key("dpop-nonce-key", Long.toString(period));
        return Optional.ofNullable(values.get(name)).map(Secret::of).orElseGet(() -> {
            values.set(name, randomTexts.get().reveal(), new SetArgs().nx().ex(KEPT));
            return Secret.of(Optional.ofNullable(values.get(name))
                    .orElseThrow(() -> new IllegalStateException("a key that was just stored is gone")));
        });
    }
}
