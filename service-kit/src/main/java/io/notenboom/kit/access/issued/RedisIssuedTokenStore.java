// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tokens in the customer's Redis: the hash {@code {<customer>}:access:tokens} by id, {@code …:tokens-version} with a random text
 * that each change replaces, {@code …:token-uses} with times in milliseconds by id, {@code …:bootstrap} with a hash and an end. A
 * change watches the hash of tokens, so that of two at the same time one begins anew.
 */
final class RedisIssuedTokenStore implements IssuedTokenStore {

    private final RedisDataSource redis;
    private final ValueCommands<String, String> values;
    private final HashCommands<String, String, String> hashes;
    private final String tokens;
    private final String version;
    private final String uses;
    private final String bootstrap;

    RedisIssuedTokenStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.values = redis.value(String.class);
        this.hashes = redis.hash(String.class);
        this.tokens = keys.key("tokens");
        this.version = keys.key("tokens-version");
        this.uses = keys.key("token-uses");
        this.bootstrap = keys.key("bootstrap");
    }

    @Override
    public String version() {
        String known = values.get(version);
        return known == null ? "" : known;
    }

    @Override
    public List<IssuedToken> all() {
        return hashes.hgetall(tokens).values().stream()
                .map(IssuedTokenJson::read)
                .toList();
    }

    @Override
    public boolean add(IssuedToken token, int most) {
        return OptimisticChange.run(
                redis,
                tokens,
                source -> source.number(Command.HLEN, tokens) < most,
                hasRoom -> hasRoom,
                (batch, _) -> put(batch, token));
    }

    @Override
    public Optional<IssuedToken> update(String id, UnaryOperator<IssuedToken> change) {
        return OptimisticChange.run(
                redis,
                tokens,
                source -> source.text(Command.HGET, tokens, id)
                        .map(IssuedTokenJson::read)
                        .map(change),
                Optional::isPresent,
                (batch, changed) -> put(batch, changed.orElseThrow()));
    }

    private void put(RedisBatch batch, IssuedToken token) {
        renew(batch.add(Command.HSET, tokens, token.id(), IssuedTokenJson.write(token)));
    }

    private void renew(RedisBatch batch) {
        batch.add(Command.SET, version, UUID.randomUUID().toString());
    }

    @Override
    public boolean remove(String id) {
        boolean known = hashes.hexists(tokens, id);
        RedisBatch batch = new RedisBatch(redis).add(Command.HDEL, tokens, id).add(Command.HDEL, uses, id);
        renew(batch);
        batch.commit();
        return known;
    }

    @Override
    public void used(String id, Instant at) {
        var unused = hashes.hset(uses, id, Long.toString(at.toEpochMilli()));
    }

    @Override
    public Map<String, Instant> lastUses() {
        return hashes.hgetall(uses).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, use -> Instant.ofEpochMilli(Long.parseLong(use.getValue()))));
    }

    @Override
    public boolean offerBootstrap(String sha256, Duration life) {
        // the typed command does not tell whether it set anything
        Response answer = redis.execute("SET", bootstrap, sha256, "NX", "PX", Long.toString(life.toMillis()));
        return answer != null && "OK".equals(answer.toString());
    }

    @Override
    public boolean isBootstrap(String sha256) {
        return sha256.equals(values.get(bootstrap));
    }

    @Override
    public boolean takeBootstrap(String sha256) {
        return isBootstrap(sha256) && sha256.equals(values.getdel(bootstrap));
    }
}
