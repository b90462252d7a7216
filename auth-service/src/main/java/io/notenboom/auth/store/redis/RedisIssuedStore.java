// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.SignedCredentials;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Without expiry: a hash per issuer, credential id to record, and a sorted set per key, credential id by the second in which it
 * ends.
 */
final class RedisIssuedStore implements IssuedStore {

    private static final String SIGNED_BY = "issued-by";
    private static final String NEVER = "+inf";
    private static final int PAGE = 500;

    private final RedisDataSource redis;
    private final HashCommands<String, String, String> hashes;
    private final RedisKeys keys;

    RedisIssuedStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.hashes = redis.hash(String.class);
        this.keys = keys;
    }

    @Override
    public void add(IssuedCredential credential, DidUrl method) {
        RedisBatch batch = new RedisBatch(redis);
        write(batch, credential, method);
        batch.commit();
    }

    @Override
    public boolean addNew(IssuedCredential credential, DidUrl method) {
        String hash = key(credential.issuer());
        return OptimisticChange.run(
                redis,
                hash,
                reader -> reader.number(Command.HEXISTS, hash, credential.id()) == 0,
                absent -> absent,
                (batch, _) -> write(batch, credential, method));
    }

    private void write(RedisBatch batch, IssuedCredential credential, DidUrl method) {
        Instant end = credential.validity().expiresAt();
        batch.add(
                Command.HSET, key(credential.issuer()), credential.id(), StoredJson.write(StoredIssued.of(credential)));
        batch.add(Command.ZADD, signedBy(method), end == null ? NEVER : EndSecond.score(end), credential.id());
    }

    @Override
    public SignedCredentials signedBy(DidUrl method, Instant now) {
        String key = signedBy(method);
        dropEnded(key, now);
        List<Response> answers = new RedisBatch(redis)
                .add(Command.ZCARD, key)
                .add(Command.ZRANGE, key, "-1", "-1", "WITHSCORES")
                .send();
        long count = answers.getFirst().toLong();
        return new SignedCredentials(count, EndSecond.ofLast(answers.getLast()));
    }

    private void dropEnded(String key, Instant now) {
        List<String> ended;
        do {
            ended = EndSecond.members(new RedisBatch(redis)
                    .add(
                            Command.ZRANGEBYSCORE,
                            key,
                            "-inf",
                            Long.toString(now.getEpochSecond()),
                            "LIMIT",
                            "0",
                            Integer.toString(PAGE))
                    .send()
                    .getFirst());
            RedisBatch removal = new RedisBatch(redis);
            ended.forEach(id -> removal.add(Command.ZREM, key, id));
            removal.commit();
        } while (ended.size() == PAGE);
    }

    @Override
    public List<String> idsSignedBy(DidUrl method, int limit) {
        return EndSecond.members(new RedisBatch(redis)
                .add(Command.ZRANGE, signedBy(method), "0", Integer.toString(limit - 1))
                .send()
                .getFirst());
    }

    @Override
    public void ended(DidUrl method, String id) {
        new RedisBatch(redis).add(Command.ZREM, signedBy(method), id).commit();
    }

    private String signedBy(DidUrl method) {
        return keys.hashedKey(SIGNED_BY, method.toString());
    }

    @Override
    public Optional<IssuedCredential> find(Did issuer, String id) {
        return Optional.ofNullable(hashes.hget(key(issuer), id))
                .map(text -> StoredJson.read(text, StoredIssued.class).toIssuedCredential());
    }

    @Override
    public List<IssuedCredential> issuedBy(Did issuer) {
        return hashes.hgetall(key(issuer)).values().stream()
                .map(text -> StoredJson.read(text, StoredIssued.class).toIssuedCredential())
                .toList();
    }

    private String key(Did issuer) {
        return keys.key("issued", issuer.value());
    }

    /** Stored form; times are ISO 8601 in UTC. {@code compact} is the credential in whatever form. */
    record StoredIssued(
            String id,
            String type,
            String issuer,
            String subject,
            String issuedAt,
            @Nullable String expiresAt,
            String compact) {

        private static StoredIssued of(IssuedCredential credential) {
            Instant end = credential.validity().expiresAt();
            return new StoredIssued(
                    credential.id(),
                    credential.type(),
                    credential.issuer().value(),
                    credential.subject().value(),
                    credential.validity().issuedAt().toString(),
                    end == null ? null : end.toString(),
                    credential.text());
        }

        private IssuedCredential toIssuedCredential() {
            return new IssuedCredential(
                    id,
                    type,
                    new Did(issuer),
                    new Did(subject),
                    new IssuedCredential.Validity(
                            Instant.parse(issuedAt), expiresAt == null ? null : Instant.parse(expiresAt)),
                    compact);
        }
    }
}
