// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.wallet.HeldCredential;
import io.notenboom.auth.wallet.WalletStore;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import java.util.List;

/** One hash per subject, without expiry: credential id to the credential, a compact JWT or JSON. */
final class RedisWalletStore implements WalletStore {

    private final HashCommands<String, String, String> hashes;
    private final RedisKeys keys;

    RedisWalletStore(RedisDataSource redis, RedisKeys keys) {
        this.hashes = redis.hash(String.class);
        this.keys = keys;
    }

    @Override
    public void put(SubjectId subject, HeldCredential credential) {
        hashes.hset(key(subject), credential.id(), credential.compact());
    }

    @Override
    public List<HeldCredential> list(SubjectId subject) {
        return hashes.hgetall(key(subject)).entrySet().stream()
                .map(entry -> new HeldCredential(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public boolean remove(SubjectId subject, String credentialId) {
        return hashes.hdel(key(subject), credentialId) > 0;
    }

    private String key(SubjectId subject) {
        return keys.key("wallet", subject.value());
    }
}
