// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.store.redis.StoredToken.StoredOriginals;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.sortedset.SortedSetCommands;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tokens in Redis, with expiry. Beside each record there are sorted sets (score = end of validity) by holder, its host,
 * credential and subject; record and sets are written in one transaction, so every token that can be found can also be found for
 * revocation, and a crash leaves nothing without an end.
 */
final class RedisTokenStore implements TokenStore {

    private static final String TOKEN = "token";
    private static final String BY_HOLDER = "tokens-by-holder";
    private static final String BY_HOST = "tokens-by-host";
    private static final String BY_CREDENTIAL = "tokens-by-credential";
    private static final String BY_SUBJECT = "tokens-by-subject";
    private static final String LONGEST_LIFE_SECONDS = "86400";
    private static final String FORGOTTEN_AT_ONCE = "100";
    private static final int SAVES_BETWEEN_FORGETTING = 16;

    private final RedisDataSource redis;
    private final ValueCommands<String, String> values;
    private final SortedSetCommands<String, String> sortedSets;
    private final KeyCommands<String> keyCommands;
    private final RedisKeys keys;
    private final InstantSource clock;
    private final AtomicBoolean neverForgot = new AtomicBoolean(true);

    RedisTokenStore(RedisDataSource redis, RedisKeys keys, InstantSource clock) {
        this.redis = redis;
        this.values = redis.value(String.class);
        this.sortedSets = redis.sortedSet(String.class);
        this.keyCommands = redis.key();
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void save(AccessToken token) {
        List<String> indexes = indexes(token);
        String hash = token.hash().value();
        String end = Long.toString(token.validity().expiresAt().getEpochSecond());
        RedisBatch changes = new RedisBatch(redis);
        for (String index : indexes) {
            changes.add(Command.ZADD, index, end, hash).add(Command.EXPIRE, index, LONGEST_LIFE_SECONDS);
        }
        if (forgets()) {
            forgetExpired(indexes, changes);
        }
        changes.add(Command.SET, keys.key(TOKEN, hash), text(token), "EXAT", end)
                .commit();
    }

    /** The first time, and then about every sixteenth, by chance, so that no index is left out by the order of requests. */
    private boolean forgets() {
        return neverForgot.compareAndSet(true, false)
                || ThreadLocalRandom.current().nextInt(SAVES_BETWEEN_FORGETTING) == 0;
    }

    /** A hundred at a time, where sixteen saves add sixteen, so an index never grows by what has expired. */
    private void forgetExpired(List<String> indexes, RedisBatch changes) {
        String now = Long.toString(clock.instant().getEpochSecond());
        RedisBatch questions = new RedisBatch(redis);
        indexes.forEach(
                index -> questions.add(Command.ZRANGEBYSCORE, index, "0", now, "LIMIT", "0", FORGOTTEN_AT_ONCE));
        List<Response> expired = questions.send();
        for (int number = 0; number < indexes.size(); number++) {
            List<String> removal = new ArrayList<>(List.of(indexes.get(number)));
            expired.get(number).forEach(hash -> removal.add(hash.toString()));
            if (removal.size() > 1) {
                changes.add(Command.ZREM, removal.toArray(String[]::new));
            }
        }
    }

    @Override
    public Optional<AccessToken> find(TokenHash hash) {
        return Optional.ofNullable(values.get(keys.key(TOKEN, hash.value())))
                .flatMap(RedisTokenStore::token)
                .filter(token -> token.validity().expiresAt().isAfter(clock.instant()));
    }

    /** Two lines: what every introspection asks for, and what was presented. */
    private static String text(AccessToken token) {
        return StoredJson.write(StoredToken.of(token)) + '\n' + StoredJson.write(StoredOriginals.of(token));
    }

    /** Empty for the one line of an older release, whose tokens end with it. */
    private static Optional<AccessToken> token(String text) {
        int end = text.indexOf('\n');
        return end < 0
                ? Optional.empty()
                : Optional.of(StoredJson.read(text.substring(0, end), StoredToken.class)
                        .toAccessToken(() -> StoredJson.read(text.substring(end + 1), StoredOriginals.class)));
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
