// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets without expiry: the pages of an issuer, and of each page the entries in use and those revoked. {@code SADD} tells who was first. */
final class RedisStatusListStore implements StatusListStore {

    private static final String PAGES = "status-pages";
    private static final String IN_USE = "status-in-use";
    private static final String REVOKED = "status-revoked";

    private final RedisDataSource redis;
    private final SetCommands<String, String> sets;
    private final RedisKeys keys;

    RedisStatusListStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.sets = redis.set(String.class);
        this.keys = keys;
    }

    @Override
    public Set<Integer> pages(Did issuer) {
        return numbers(keys.hashedKey(PAGES, issuer.value()));
    }

    @Override
    public void open(StatusListPage page) {
        sets.sadd(keys.hashedKey(PAGES, page.issuer().value()), Integer.toString(page.number()));
    }

    @Override
    public long inUse(StatusListPage page) {
        return sets.scard(key(IN_USE, page));
    }

    @Override
    public boolean isInUse(StatusListPage page, int index) {
        return sets.sismember(key(IN_USE, page), Integer.toString(index));
    }

    @Override
    public boolean take(StatusListPage page, int index) {
        return sets.sadd(key(IN_USE, page), Integer.toString(index)) == 1;
    }

    @Override
    public long revokedCount(StatusListPage page) {
        return sets.scard(key(REVOKED, page));
    }

    @Override
    public boolean isRevoked(StatusListPage page, int index) {
        return sets.sismember(key(REVOKED, page), Integer.toString(index));
    }

    @Override
    public Mark mark(StatusListPage page, int index) {
        String entry = Integer.toString(index);
        List<Response> both = new RedisBatch(redis)
                .add(Command.SISMEMBER, key(REVOKED, page), entry)
                .add(Command.SISMEMBER, key(IN_USE, page), entry)
                .send();
        if (both.getFirst().toBoolean()) {
            return Mark.REVOKED;
        }
        return both.getLast().toBoolean() ? Mark.IN_USE : Mark.FREE;
    }

    @Override
    public Set<Integer> revoked(StatusListPage page) {
        return numbers(key(REVOKED, page));
    }

    @Override
    public boolean revoke(StatusListPage page, int index) {
        return sets.sadd(key(REVOKED, page), Integer.toString(index)) == 1;
    }

    private Set<Integer> numbers(String key) {
        return sets.smembers(key).stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private String key(String kind, StatusListPage page) {
        return keys.hashedKey(kind, page.issuer().value() + "/" + page.number());
    }
}
