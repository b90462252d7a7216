// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.sortedset.ScoreRange;
import io.quarkus.redis.datasource.sortedset.SortedSetCommands;
import io.quarkus.redis.datasource.sortedset.ZRangeArgs;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.redis.datasource.value.ValueCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tokens in Redis, with expiry. Beside each record there are sorted sets (score = end of validity) by holder, its host,
 * credential and subject; they are written before the record, so every token that can be found can also be found for revocation.
 */
final class RedisTokenStore implements TokenStore {

    private static final String TOKEN = "token";
    private static final String BY_HOLDER = "tokens-by-holder";
    private static final String BY_HOST = "tokens-by-host";
    private static final String BY_CREDENTIAL = "tokens-by-credential";
    private static final String BY_SUBJECT = "tokens-by-subject";
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final ValueCommands<String, String> values;
    private final SortedSetCommands<String, String> sortedSets;
    private final KeyCommands<String> keyCommands;
    private final RedisKeys keys;
    private final InstantSource clock;

    RedisTokenStore(RedisDataSource redis, RedisKeys keys, InstantSource clock) {
        this.values = redis.value(String.class);
        this.sortedSets = redis.sortedSet(String.class);
        this.keyCommands = redis.key();
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void save(AccessToken token) {
        Instant expiresAt = token.validity().expiresAt();
        for (String index : indexes(token)) {
            sortedSets.zadd(index, expiresAt.getEpochSecond(), token.hash().value());
            forgetExpired(index);
            keyCommands.expire(index, LONGEST_LIFE);
        }
        values.set(
                keys.key(TOKEN, token.hash().value()),
                StoredJson.write(StoredToken.of(token)),
                new SetArgs().exAt(expiresAt));
    }

    /** A few at a time, and each save adds one, so an index never grows by what has expired. */
    private void forgetExpired(String index) {
        ScoreRange<Double> past = new ScoreRange<>(0.0, (double) clock.instant().getEpochSecond());
        List<String> expired = sortedSets.zrangebyscore(index, past, new ZRangeArgs().limit(0, FORGOTTEN_AT_ONCE));
        if (!expired.isEmpty()) {
            sortedSets.zrem(index, expired.toArray(String[]::new));
        }
    }

    @Override
    public Optional<AccessToken> find(TokenHash hash) {
        return Optional.ofNullable(values.get(keys.key(TOKEN, hash.value())))
                .map(text -> StoredJson.read(text, StoredToken.class).toAccessToken())
                .filter(token -> token.validity().expiresAt().isAfter(clock.instant()));
    }

    @Override
    public boolean remove(TokenHash hash) {
        return keyCommands.del(keys.key(TOKEN, hash.value())) > 0;
    }

    @Override
    public List<TokenHash> givenTo(Did holder) {
        return hashes(keys.hashedKey(BY_HOLDER, holder.value()));
    }

    @Override
    public List<TokenHash> givenOn(String credentialId) {
        return hashes(keys.hashedKey(BY_CREDENTIAL, credentialId));
    }

    @Override
    public List<TokenHash> givenAt(String authority) {
        return hashes(keys.hashedKey(BY_HOST, authority));
    }

    @Override
    public List<TokenHash> givenBy(SubjectId subject) {
        return hashes(keys.key(BY_SUBJECT, subject.value()));
    }

    private List<TokenHash> hashes(String index) {
        return sortedSets.zrange(index, 0, -1).stream().map(TokenHash::new).toList();
    }

    private List<String> indexes(AccessToken token) {
        List<String> indexes = new ArrayList<>();
        indexes.add(keys.key(BY_SUBJECT, token.subject().value()));
        for (Did party : token.client().parties()) {
            indexes.add(keys.hashedKey(BY_HOLDER, party.value()));
            IssuerRegistration.authority(party).ifPresent(authority -> indexes.add(keys.hashedKey(BY_HOST, authority)));
        }
        token.evidence().credentialIds().forEach(id -> indexes.add(keys.hashedKey(BY_CREDENTIAL, id)));
        return indexes;
    }
}
