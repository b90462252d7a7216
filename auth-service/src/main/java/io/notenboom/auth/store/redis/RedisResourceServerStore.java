// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.resourceserver.ResourceServerStore;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.quarkus.redis.datasource.transactions.OptimisticLockingTransactionResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One hash for each subject, a field for each resource server, without expiry. */
final class RedisResourceServerStore implements ResourceServerStore {

    private static final int MAX_ATTEMPTS = 50;

    private final RedisDataSource redis;
    private final HashCommands<String, String, String> hashes;
    private final RedisKeys keys;

    RedisResourceServerStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.hashes = redis.hash(String.class);
        this.keys = keys;
    }

    @Override
    public boolean add(ResourceServer server) {
        String key = key(server.subject());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            OptimisticLockingTransactionResult<Boolean> result = redis.withTransaction(
                    source -> source.hash(String.class).hexists(key, server.id()),
                    (exists, transaction) -> {
                        if (exists) {
                            transaction.discard();
                        } else {
                            transaction.hash(String.class).hset(key, server.id(), write(server));
                        }
                    },
                    key);
            if (result.getPreTransactionResult()) {
                return false;
            }
            if (!result.discarded()) {
                return true;
            }
        }
        throw new IllegalStateException("resource servers are changed too often at one time");
    }

    @Override
    public Optional<ResourceServer> find(SubjectId subject, String id) {
        return Optional.ofNullable(hashes.hget(key(subject), id))
                .map(text -> StoredJson.read(text, StoredResourceServer.class).toResourceServer());
    }

    @Override
    public Optional<ResourceServer> update(SubjectId subject, String id, UnaryOperator<ResourceServer> change) {
        String key = key(subject);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            AtomicReference<@Nullable ResourceServer> changed = new AtomicReference<>();
            OptimisticLockingTransactionResult<Optional<String>> result = redis.withTransaction(
                    source -> Optional.ofNullable(source.hash(String.class).hget(key, id)),
                    (stored, transaction) -> {
                        if (stored.isEmpty()) {
                            transaction.discard();
                            return;
                        }
                        ResourceServer next =
                                change.apply(StoredJson.readWhole(stored.get(), StoredResourceServer.class)
                                        .toResourceServer());
                        changed.set(next);
                        transaction.hash(String.class).hset(key, id, write(next));
                    },
                    key);
            if (result.getPreTransactionResult().isEmpty()) {
                return Optional.empty();
            }
            if (!result.discarded()) {
                return Optional.ofNullable(changed.get());
            }
        }
        throw new IllegalStateException("a resource server is changed too often at one time");
    }

    @Override
    public boolean remove(SubjectId subject, String id) {
        return hashes.hdel(key(subject), id) > 0;
    }

    @Override
    public List<ResourceServer> of(SubjectId subject) {
        return hashes.hgetall(key(subject)).values().stream()
                .map(text -> StoredJson.read(text, StoredResourceServer.class).toResourceServer())
                .sorted(Comparator.comparing(ResourceServer::id))
                .toList();
    }

    private static String write(ResourceServer server) {
        return StoredJson.write(StoredResourceServer.of(server));
    }

    private String key(SubjectId subject) {
        return keys.key("resource-servers", subject.value());
    }
}
