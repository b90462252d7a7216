// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.resourceserver.ResourceServerStore;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.vertx.mutiny.redis.client.Command;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One hash for each subject, a field for each resource server, without expiry. */
final class RedisResourceServerStore implements ResourceServerStore {

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
        return OptimisticChange.run(
                redis,
                key,
                source -> source.number(Command.HEXISTS, key, server.id()) == 0,
                isNew -> isNew,
                (batch, _) -> batch.add(Command.HSET, key, server.id(), write(server)));
    }

    @Override
    public Optional<ResourceServer> find(SubjectId subject, String id) {
        return Optional.ofNullable(hashes.hget(key(subject), id))
                .map(text -> StoredJson.read(text, StoredResourceServer.class).toResourceServer());
    }

    @Override
    public Optional<ResourceServer> update(SubjectId subject, String id, UnaryOperator<ResourceServer> change) {
        String key = key(subject);
        return OptimisticChange.run(
                redis,
                key,
                source -> source.text(Command.HGET, key, id)
                        .map(text -> StoredJson.readWhole(text, StoredResourceServer.class)
                                .toResourceServer())
                        .map(change),
                Optional::isPresent,
                (batch, changed) -> batch.add(Command.HSET, key, id, write(changed.orElseThrow())));
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
