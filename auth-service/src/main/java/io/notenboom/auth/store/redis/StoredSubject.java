// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.OwnService;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.key.KeyId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored form of a subject; times are ISO 8601 in UTC. */
record StoredSubject(String id, List<StoredDid> dids) {

    static StoredSubject of(Subject subject) {
        return new StoredSubject(
                subject.id().value(), subject.dids().stream().map(StoredDid::of).toList());
    }

    Subject toSubject() {
        return new Subject(
                new SubjectId(id), dids.stream().map(StoredDid::toOwnDid).toList());
    }

    record StoredDid(
            String did,
            List<StoredKey> keys,
            @Nullable List<StoredService> services,
            String created,
            @Nullable String deactivated) {

        private static StoredDid of(OwnDid own) {
            Instant deactivated = own.deactivated();
            return new StoredDid(
                    own.did().value(),
                    own.keys().stream().map(StoredKey::of).toList(),
                    own.services().stream().map(StoredService::of).toList(),
                    own.created().toString(),
                    text(deactivated));
        }

        private OwnDid toOwnDid() {
            return new OwnDid(
                    new Did(did),
                    keys.stream().map(StoredKey::toOwnKey).toList(),
                    services == null
                            ? List.of()
                            : services.stream().map(StoredService::toOwnService).toList(),
                    Instant.parse(created),
                    time(deactivated));
        }
    }

    /** A key; what is absent was stored before keys had an end. */
    record StoredKey(
            String fragment,
            String keyId,
            String since,
            @Nullable String signsFrom,
            @Nullable String until,
            boolean compromised) {

        private static StoredKey of(OwnKey key) {
            return new StoredKey(
                    key.fragment(),
                    key.keyId().value(),
                    key.since().toString(),
                    key.signsFrom().toString(),
                    text(key.until()),
                    key.compromised());
        }

        private OwnKey toOwnKey() {
            Instant published = Instant.parse(since);
            return new OwnKey(
                    fragment,
                    new KeyId(keyId),
                    published,
                    signsFrom == null ? published : Instant.parse(signsFrom),
                    time(until),
                    compromised);
        }
    }

    /** A service. */
    record StoredService(
            String fragment,
            String type,
            JsonNode endpoint,
            String since,
            @Nullable String until) {

        private static StoredService of(OwnService service) {
            return new StoredService(
                    service.fragment(),
                    service.type(),
                    service.endpoint(),
                    service.since().toString(),
                    text(service.until()));
        }

        private OwnService toOwnService() {
            return new OwnService(fragment, type, endpoint, Instant.parse(since), time(until));
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
