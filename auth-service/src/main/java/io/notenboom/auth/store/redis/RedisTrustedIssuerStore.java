// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.util.HashSet;
import java.util.List;
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
        begin(list).add(Command.SADD, key(list), issuer.value()).commit();
    }

    @Override
    public void remove(IssuerList list, Did issuer) {
        if (find(list).isPresent()) {
            begin(list).add(Command.SREM, key(list), issuer.value()).commit();
        }
    }

    @Override
    public void replace(IssuerList list, Set<Did> issuers) {
        RedisBatch batch = begin(new RedisBatch(redis).add(Command.DEL, key(list)), list);
        issuers.forEach(issuer -> batch.add(Command.SADD, key(list), issuer.value()));
        batch.commit();
    }

    @Override
    public void drop(IssuerList list) {
        new RedisBatch(redis)
                .add(Command.DEL, key(list))
                .add(Command.SREM, types(list), list.credentialType())
                .commit();
    }

    private RedisBatch begin(IssuerList list) {
        return begin(new RedisBatch(redis), list);
    }

    /** The list is there, if only without an issuer. */
    private RedisBatch begin(RedisBatch batch, IssuerList list) {
        return batch.add(Command.SADD, types(list), list.credentialType()).add(Command.SADD, key(list), BEGUN);
    }

    @Override
    public Optional<Set<Did>> find(IssuerList list) {
        return issuers(sets.smembers(key(list)));
    }

    @Override
    public Optional<Set<Did>> inForce(@Nullable SubjectId subject, String credentialType) {
        IssuerList ofNode = IssuerList.ofNode(credentialType);
        if (subject == null) {
            return find(ofNode);
        }
        List<Response> lists = new RedisBatch(redis)
                .add(Command.SMEMBERS, key(new IssuerList(subject, credentialType)))
                .add(Command.SMEMBERS, key(ofNode))
                .send();
        return issuers(members(lists.getFirst())).or(() -> issuers(members(lists.getLast())));
    }

    private static Set<String> members(Response answer) {
        Set<String> members = new HashSet<>();
        answer.forEach(member -> members.add(member.toString()));
        return members;
    }

    private static Optional<Set<Did>> issuers(Set<String> members) {
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
