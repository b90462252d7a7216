// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.IssuerRegistration.Standing;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.vertx.mutiny.redis.client.Command;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One hash of all registrations and one for each host, with the same fields: endpoint and issuer to record. */
final class RedisStandingStore implements StandingStore {

    private static final String CURSOR = "registry-cursor";
    private static final String ALL = "registry-issuers";
    private static final String HOST = "registry-host";

    private final RedisDataSource redis;
    private final HashCommands<String, String, String> hashes;
    private final RedisKeys keys;

    RedisStandingStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.hashes = redis.hash(String.class);
        this.keys = keys;
    }

    @Override
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(redis.value(String.class).get(keys.key(CURSOR)))
                .map(text -> StoredJson.read(text, StoredCursor.class))
                .map(stored -> new Cursor(stored.next(), stored.last()));
    }

    @Override
    public void put(Cursor cursor) {
        redis.value(String.class)
                .set(keys.key(CURSOR), StoredJson.write(new StoredCursor(cursor.next(), cursor.last())));
    }

    @Override
    public void put(IssuerRegistration registration) {
        String field = registration.endpoint() + " " + registration.issuer();
        String json = StoredJson.write(StoredRegistration.of(registration));
        new RedisBatch(redis)
                .add(Command.HSET, keys.key(ALL), field, json)
                .add(Command.HSET, keys.hashedKey(HOST, registration.authority()), field, json)
                .commit();
    }

    @Override
    public List<IssuerRegistration> all() {
        return registrations(hashes.hgetall(keys.key(ALL)).values());
    }

    @Override
    public List<IssuerRegistration> atHost(String authority) {
        return registrations(hashes.hgetall(keys.hashedKey(HOST, authority)).values());
    }

    private static List<IssuerRegistration> registrations(Collection<String> records) {
        return records.stream()
                .map(text -> StoredJson.read(text, StoredRegistration.class).toRegistration())
                .toList();
    }

    /** Stored form of a cursor. */
    record StoredCursor(long next, String last) {}

    /** Stored form; times are ISO 8601 in UTC. */
    record StoredRegistration(
            String endpoint,
            String organisation,
            String stream,
            String issuer,
            String start,
            boolean good,
            @Nullable String until) {

        private static StoredRegistration of(IssuerRegistration registration) {
            Instant until = registration.standing().until();
            return new StoredRegistration(
                    registration.endpoint(),
                    registration.organisation(),
                    registration.stream(),
                    registration.issuer(),
                    registration.start().toString(),
                    registration.standing().good(),
                    until == null ? null : until.toString());
        }

        private IssuerRegistration toRegistration() {
            return new IssuerRegistration(
                    endpoint,
                    organisation,
                    stream,
                    issuer,
                    Instant.parse(start),
                    new Standing(good, until == null ? null : Instant.parse(until)));
        }
    }
}
