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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    public Optional<IssuedCredential> find(Did issuer, String id) {
        return Optional.ofNullable(hashes.hget(key(issuer), id))
                .map(text -> StoredJson.read(text, StoredIssued.class).toIssuedCredential());
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

    /** Stored form; times are ISO 8601 in UTC. {@code compact} is the credential in whatever form. */
    record StoredIssued(
            String id,
            String type,
            String issuer,
            String subject,
            String issuedAt,
            @Nullable String expiresAt,
            String compact) {

        private static StoredIssued of(IssuedCredential credential) {
            Instant end = credential.validity().expiresAt();
            return new StoredIssued(
                    credential.id(),
                    credential.type(),
                    credential.issuer().value(),
                    credential.subject().value(),
                    credential.validity().issuedAt().toString(),
                    end == null ? null : end.toString(),
                    credential.text());
        }

        private IssuedCredential toIssuedCredential() {
            return new IssuedCredential(
                    id,
                    type,
                    new Did(issuer),
                    new Did(subject),
                    new IssuedCredential.Validity(
                            Instant.parse(issuedAt), expiresAt == null ? null : Instant.parse(expiresAt)),
                    compact);
        }
    }
}
