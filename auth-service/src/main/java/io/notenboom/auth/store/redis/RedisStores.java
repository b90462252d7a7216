// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.notenboom.auth.dpop.NonceKeys;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.Replacements;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.resourceserver.ResourceServerStore;
import io.notenboom.auth.signature.SignatureMarks;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.auth.wallet.WalletStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.secret.Secret;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Makes the Redis adapters of one customer. They block: call them on virtual threads. */
public final class RedisStores {

    private final RedisDataSource redis;
    private final RedisKeys keys;
    private final InstantSource clock;

    /** @param keys names of the keys of this customer and service */
    public RedisStores(RedisDataSource redis, RedisKeys keys, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    /** Subjects, without expiry. */
    public SubjectStore subjects() {
        return new RedisSubjectStore(redis, keys);
    }

    /** Credentials in wallets, without expiry. */
    public WalletStore wallets() {
        return new RedisWalletStore(redis, keys);
    }

    /** Record of issued credentials, without expiry. */
    public IssuedStore issued() {
        return new RedisIssuedStore(redis, keys);
    }

    /** Until when what own keys signed has to be verified, without expiry. */
    public SignatureMarks signatureMarks() {
        return new RedisSignatureMarks(redis, keys);
    }

    /** How far replacing what compromised keys signed is, with expiry. */
    public Replacements replacements() {
        return new RedisReplacements(redis, keys);
    }

    /** Entries of own status lists, without expiry. */
    public StatusListStore statusLists() {
        return new RedisStatusListStore(redis, keys);
    }

    /** Trusted issuers, without expiry. */
    public TrustedIssuerStore trustedIssuers() {
        return new RedisTrustedIssuerStore(redis, keys);
    }

    /** Resource servers, without expiry. */
    public ResourceServerStore resourceServers() {
        return new RedisResourceServerStore(redis, keys);
    }

    /**
     * Keys of DPoP nonces, with expiry.
     *
     * @param randomTexts makes new ones
     */
    public NonceKeys nonceKeys(Supplier<Secret> randomTexts) {
        return new RedisNonceKeys(redis, keys, randomTexts);
    }

    /** What is known of registrations, without expiry. */
    public StandingStore standings() {
        return new RedisStandingStore(redis, keys);
    }

    /** Access tokens, with expiry. */
    public TokenStore tokens() {
        return new RedisTokenStore(redis, keys, clock);
    }

    /** Values that may be used once, with expiry. */
    public UsedOnce usedOnce() {
        return new RedisUsedOnce(redis, keys);
    }
}
