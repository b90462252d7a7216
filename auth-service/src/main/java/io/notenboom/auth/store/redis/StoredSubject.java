// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
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
            String created,
            @Nullable String deactivated) {

        private static StoredDid of(OwnDid own) {
            Instant deactivated = own.deactivated();
            return new StoredDid(
                    own.did().value(),
                    own.keys().stream().map(StoredKey::of).toList(),
                    own.created().toString(),
                    deactivated == null ? null : deactivated.toString());
        }

        private OwnDid toOwnDid() {
            return new OwnDid(
                    new Did(did),
                    keys.stream().map(StoredKey::toOwnKey).toList(),
                    Instant.parse(created),
                    deactivated == null ? null : Instant.parse(deactivated));
        }
    }

    record StoredKey(String fragment, String keyId, String since) {

        private static StoredKey of(OwnKey key) {
            return new StoredKey(
                    key.fragment(), key.keyId().value(), key.since().toString());
        }

        private OwnKey toOwnKey() {
            return new OwnKey(fragment, new KeyId(keyId), Instant.parse(since));
        }
    }
}
