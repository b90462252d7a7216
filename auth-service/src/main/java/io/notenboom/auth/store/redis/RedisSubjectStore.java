// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.memo.Recent;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.vertx.mutiny.redis.client.Command;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Subjects in Redis, without expiry. The record {@code subject:<id>} is written last and only if absent: it decides who
 * created the subject, and until it is there neither the list nor the DIDs lead to it.
 */
final class RedisSubjectStore implements SubjectStore {

    private static final String SUBJECT = "subject";
    private static final String DID = "did";

    private static final int REMEMBERED = 1_000;

    private final RedisDataSource redis;
    private final ValueCommands<String, String> values;
    private final SetCommands<String, String> sets;
    private final RedisKeys keys;
    private final Recent<SubjectId, Known> known = new Recent<>(REMEMBERED);
    private final Recent<Did, SubjectId> owners = new Recent<>(REMEMBERED);

    /** A record as it was read last: when Redis has the same text again, it is the same subject. */
    private record Known(String text, Subject subject) {}

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
        String key = subjectKey(id);
        return OptimisticChange.run(
                redis,
                key,
                source -> source.text(Command.GET, key)
                        .flatMap(RedisSubjectStore::read)
                        .map(change),
                Optional::isPresent,
                (batch, changed) ->
                        batch.add(Command.SET, key, StoredJson.write(StoredSubject.of(changed.orElseThrow()))));
    }

    @Override
    public Optional<Subject> find(SubjectId id) {
        String text = values.get(subjectKey(id));
        if (text == null) {
            return Optional.empty();
        }
        Optional<Subject> same =
                known.get(id).filter(read -> read.text().equals(text)).map(Known::subject);
        if (same.isPresent()) {
            return same;
        }
        Optional<Subject> subject = read(text);
        subject.ifPresent(read -> known.put(id, new Known(text, read)));
        return subject;
    }

    private static Optional<Subject> read(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(stored -> StoredJson.readWhole(stored, StoredSubject.class).toSubject());
    }

    @Override
    public Optional<Subject> findByDid(Did did) {
        return owner(did).flatMap(this::find).filter(subject -> subject.ownDid(did)
                .isPresent());
    }

    /** A DID belongs to one subject for ever. */
    private Optional<SubjectId> owner(Did did) {
        Optional<SubjectId> remembered = owners.get(did);
        if (remembered.isPresent()) {
            return remembered;
        }
        Optional<SubjectId> owner =
                Optional.ofNullable(values.get(keys.key(DID, did.value()))).map(SubjectId::new);
        owner.ifPresent(id -> owners.put(did, id));
        return owner;
    }

    @Override
    public List<Subject> list() {
        return ids().stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<SubjectId> ids() {
        return sets.smembers(allKey()).stream().sorted().map(SubjectId::new).toList();
    }

    private String subjectKey(SubjectId id) {
        return keys.key(SUBJECT, id.value());
    }

    private String allKey() {
        return keys.key("subjects", "all");
    }
}
