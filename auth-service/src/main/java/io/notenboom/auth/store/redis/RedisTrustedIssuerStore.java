// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One set per list, with a member that is no DID, so that an empty list is there, too; and one set of the types that have a
 * list for the node and for each subject. Without expiry.
 */
final class RedisTrustedIssuerStore implements TrustedIssuerStore {

    private static final String BEGUN = "-";

    private final RedisDataSource redis;
    private final SetCommands<String, String> sets;
    private final RedisKeys keys;

    RedisTrustedIssuerStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.sets = redis.set(String.class);
        this.keys = keys;
    }

    @Override
    public void add(IssuerList list, Did issuer) {
        redis.withTransaction(transaction -> {
            transaction.set(String.class).sadd(types(list), list.credentialType());
            transaction.set(String.class).sadd(key(list), BEGUN, issuer.value());
        });
    }

    @Override
    public void remove(IssuerList list, Did issuer) {
        if (find(list).isPresent()) {
            redis.withTransaction(transaction -> {
                transaction.set(String.class).sadd(types(list), list.credentialType());
                transaction.set(String.class).sadd(key(list), BEGUN);
                transaction.set(String.class).srem(key(list), issuer.value());
            });
        }
    }

    @Override
    public void replace(IssuerList list, Set<Did> issuers) {
        redis.withTransaction(transaction -> {
            transaction.key().del(key(list));
            transaction.set(String.class).sadd(types(list), list.credentialType());
            transaction.set(String.class).sadd(key(list), BEGUN);
            issuers.forEach(issuer -> transaction.set(String.class).sadd(key(list), issuer.value()));
        });
    }

    @Override
    public void drop(IssuerList list) {
        redis.withTransaction(transaction -> {
            transaction.key().del(key(list));
            transaction.set(String.class).srem(types(list), list.credentialType());
        });
    }

    @Override
    public Optional<Set<Did>> find(IssuerList list) {
        Set<String> members = sets.smembers(key(list));
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(members.stream()
                        .filter(member -> !member.equals(BEGUN))
                        .map(Did::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Set<String> types(@Nullable SubjectId subject) {
        return Set.copyOf(sets.smembers(typesKey(subject)));
    }

    private String types(IssuerList list) {
        return typesKey(list.subject());
    }

    private String typesKey(@Nullable SubjectId subject) {
        return subject == null
                ? keys.key("trusted-issuer-types")
                : keys.hashedKey("trusted-issuer-types", subject.value());
    }

    /** Neither a subject nor a type has a space. */
    private String key(IssuerList list) {
        SubjectId subject = list.subject();
        return keys.hashedKey(
                "trusted-issuers",
                subject == null ? list.credentialType() : subject.value() + " " + list.credentialType());
    }
}
