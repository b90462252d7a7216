// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import io.quarkus.redis.datasource.transactions.OptimisticLockingTransactionResult;
import io.quarkus.redis.datasource.value.ValueCommands;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Subjects in Redis, without expiry. The record {@code subject:<id>} is written last and only if absent: it decides who
 * created the subject, and until it is there neither the list nor the DIDs lead to it.
 */
final class RedisSubjectStore implements SubjectStore {

    private static final String SUBJECT = "subject";
    private static final String DID = "did";

    private static final int MAX_ATTEMPTS = 50;

    private final RedisDataSource redis;
    private final ValueCommands<String, String> values;
    private final SetCommands<String, String> sets;
    private final RedisKeys keys;

    RedisSubjectStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.values = redis.value(String.class);
        this.sets = redis.set(String.class);
        this.keys = keys;
    }

    @Override
    public boolean add(Subject subject) {
        for (OwnDid did : subject.dids()) {
            values.set(keys.key(DID, did.did().value()), subject.id().value());
        }
        sets.sadd(allKey(), subject.id().value());
        return values.setnx(subjectKey(subject.id()), StoredJson.write(StoredSubject.of(subject)));
    }

    @Override
    public Optional<Subject> update(SubjectId id, UnaryOperator<Subject> change) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            AtomicReference<@Nullable Subject> changed = new AtomicReference<>();
            OptimisticLockingTransactionResult<Optional<Subject>> result = redis.withTransaction(
                    source -> read(source.value(String.class).get(subjectKey(id))),
                    (stored, transaction) -> {
                        if (stored.isEmpty()) {
                            transaction.discard();
                            return;
                        }
                        Subject next = change.apply(stored.get());
                        changed.set(next);
                        transaction.value(String.class).set(subjectKey(id), StoredJson.write(StoredSubject.of(next)));
                    },
                    subjectKey(id));
            if (result.getPreTransactionResult().isEmpty()) {
                return Optional.empty();
            }
            if (!result.discarded()) {
                return Optional.ofNullable(changed.get());
            }
        }
        throw new IllegalStateException("a subject is changed too often at one time");
    }

    @Override
    public Optional<Subject> find(SubjectId id) {
        return read(values.get(subjectKey(id)));
    }

    private static Optional<Subject> read(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(stored -> StoredJson.readWhole(stored, StoredSubject.class).toSubject());
    }

    @Override
    public Optional<Subject> findByDid(Did did) {
        return Optional.ofNullable(values.get(keys.key(DID, did.value())))
                .flatMap(id -> find(new SubjectId(id)))
                .filter(subject -> subject.ownDid(did).isPresent());
    }

    @Override
    public List<Subject> list() {
        return sets.smembers(allKey()).stream()
                .flatMap(id -> find(new SubjectId(id)).stream())
                .sorted(Comparator.comparing(subject -> subject.id().value()))
                .toList();
    }

    private String subjectKey(SubjectId id) {
        return keys.key(SUBJECT, id.value());
    }

    private String allKey() {
        return keys.key("subjects", "all");
    }
}
