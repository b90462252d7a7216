// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import java.time.Instant;
import java.util.List;

/** One hash per issuer, without expiry: credential id to record. */
final class RedisIssuedStore implements IssuedStore {

    private final HashCommands<String, String, String> hashes;
    private final RedisKeys keys;

    RedisIssuedStore(RedisDataSource redis, RedisKeys keys) {
        this.hashes = redis.hash(String.class);
        this.keys = keys;
    }

    @Override
    public void add(IssuedCredential credential) {
        hashes.hset(key(credential.issuer()), credential.id(), StoredJson.write(StoredIssued.of(credential)));
    }

    @Override
    public List<IssuedCredential> issuedBy(Did issuer) {
        return hashes.hgetall(key(issuer)).values().stream()
                .map(text -> StoredJson.read(text, StoredIssued.class).toIssuedCredential())
                .toList();
    }

    private String key(Did issuer) {
        return keys.key("issued", issuer.value());
    }

    /** Stored form; times are ISO 8601 in UTC. */
    record StoredIssued(
            String id, String type, String issuer, String subject, String issuedAt, String expiresAt, String compact) {

        private static StoredIssued of(IssuedCredential credential) {
            return new StoredIssued(
                    credential.id(),
                    credential.type(),
                    credential.issuer().value(),
                    credential.subject().value(),
                    credential.validity().issuedAt().toString(),
                    credential.validity().expiresAt().toString(),
                    credential.compact());
        }

        private IssuedCredential toIssuedCredential() {
            return new IssuedCredential(
                    id,
                    type,
                    new Did(issuer),
                    new Did(subject),
                    new IssuedCredential.Validity(Instant.parse(issuedAt), Instant.parse(expiresAt)),
                    compact);
        }
    }
}
