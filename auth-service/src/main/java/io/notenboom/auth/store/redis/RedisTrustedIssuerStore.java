// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One set per list, with a member that is no DID, so that an empty list is there, too; and one set of the types that have a
 * list for the node and for each subject. Without expiry.
 */
final class RedisTrustedIssuerStore implements TrustedIssuerStore {

    private static final String BEGUN = "-";

    private final RedisDataSource redis;
    private final RedisKeys keys;

    RedisTrustedIssuerStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void add(IssuerList list, Did issuer) {
        begin(new RedisBatch(redis), list)
                .add(Command.SADD, key(list), issuer.value())
                .commit();
    }

    @Override
    public void remove(IssuerList list, Did issuer) {
        Set<String> unused = OptimisticChange.run(
                redis,
                key(list),
                reader -> members(reader.ask(Command.SMEMBERS, key(list))),
                members -> members.contains(issuer.value()),
                (batch, members) -> {
                    if (members.equals(Set.of(BEGUN, issuer.value()))) {
                        drop(batch, list);
                    } else {
                        batch.add(Command.SREM, key(list), issuer.value());
                    }
                });
    }

    @Override
    public void replace(IssuerList list, Set<Did> issuers) {
        RedisBatch batch = begin(new RedisBatch(redis).add(Command.DEL, key(list)), list);
        issuers.forEach(issuer -> batch.add(Command.SADD, key(list), issuer.value()));
        batch.commit();
    }

    @Override
    public void drop(IssuerList list) {
        drop(new RedisBatch(redis), list).commit();
    }

    @CanIgnoreReturnValue
    private RedisBatch drop(RedisBatch batch, IssuerList list) {
        return batch.add(Command.DEL, key(list)).add(Command.SREM, types(list), list.credentialType());
    }

    /** The list is there, if only without an issuer. */
    private RedisBatch begin(RedisBatch batch, IssuerList list) {
        return batch.add(Command.SADD, types(list), list.credentialType()).add(Command.SADD, key(list), BEGUN);
    }

    @Override
    public Optional<Set<Did>> find(IssuerList list) {
        return issuers(members(redis.execute(Command.SMEMBERS, key(list))));
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

    private static Set<String> members(@Nullable Response answer) {
        return StreamSupport.stream(
                        Objects.requireNonNull(answer, "Redis answers with a set")
                                .spliterator(),
                        false)
                .map(Response::toString)
                .collect(Collectors.toUnmodifiableSet());
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
        return members(redis.execute(Command.SMEMBERS, typesKey(subject)));
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
