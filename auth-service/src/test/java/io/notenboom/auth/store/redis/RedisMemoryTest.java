// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.app.AuthNodeResource;
import io.notenboom.auth.fakes.SampleTokens;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.statuslist.StatusListStore.Mark;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.key.KeyId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a process remembers of Redis never hides what another process changed. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class RedisMemoryTest {

    private static final RedisKeys KEYS = new RedisKeys(new CustomerId(AuthNodeResource.CUSTOMER), "auth-test");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final SubjectId id = new SubjectId("m" + UUID.randomUUID());

    @Inject
    RedisDataSource redis;

    private RedisStores process() {
        return new RedisStores(redis, KEYS, clock);
    }

    @Test
    void aSubjectThatAnotherProcessDeactivated() {
        SubjectStore here = process().subjects();
        SubjectStore there = process().subjects();
        Did did = new Did("did:web:node.example:iam:" + id);
        OwnKey key = new OwnKey("1", new KeyId("key-1"), NOW);
        assertThat(here.add(new Subject(id, List.of(new OwnDid(did, List.of(key), NOW, null)))))
                .isTrue();
        assertThat(here.find(id).orElseThrow().isActive()).isTrue();
        assertThat(here.findByDid(did).orElseThrow().isActive()).isTrue();

        assertThat(there.update(id, subject -> subject.deactivatedAt(NOW.plusSeconds(1))))
                .isPresent();

        assertThat(here.find(id).orElseThrow().isActive()).isFalse();
        assertThat(here.findByDid(did).orElseThrow().isActive()).isFalse();

        redis.key().del(KEYS.key("subject", id.value()));
        assertThat(here.find(id)).isEmpty();
        assertThat(here.findByDid(did)).isEmpty();
    }

    @Test
    void anEntryOfAStatusListThatAnotherProcessRevoked() {
        StatusListStore here = process().statusLists();
        StatusListStore there = process().statusLists();
        StatusListPage page = new StatusListPage(new Did("did:web:node.example:iam:" + id), 1);
        assertThat(here.mark(page, 7)).isEqualTo(Mark.FREE);
        assertThat(here.take(page, 7)).isTrue();
        assertThat(here.mark(page, 7)).isEqualTo(Mark.IN_USE);
        assertThat(there.revoke(page, 7)).isTrue();
        assertThat(here.mark(page, 7)).isEqualTo(Mark.REVOKED);
        assertThat(there.revoke(page, 8)).isTrue();
        assertThat(here.mark(page, 8)).isEqualTo(Mark.REVOKED);
    }

    @Test
    void whatWasPresentedIsThereWhenItIsAskedForAndARecordOfAnOlderFormIsNoToken() {
        clock.set(SampleTokens.NOW);
        TokenStore tokens = process().tokens();
        AccessToken token = SampleTokens.token("t" + id, "a");
        clock.set(Instant.now());
        AccessToken saved = new AccessToken(
                token.hash(),
                token.subject(),
                token.issuer(),
                token.client(),
                token.scope(),
                new AccessToken.Validity(
                        clock.instant(), Instant.ofEpochSecond(clock.instant().getEpochSecond() + 900)),
                token.evidence());
        tokens.save(saved);
        AccessToken found = tokens.find(token.hash()).orElseThrow();
        assertThat(found.evidence().presentations()).containsExactly("vp");
        assertThat(found.evidence().originals()).isEqualTo(token.evidence().originals());
        assertThat(found.evidence()).isEqualTo(token.evidence());

        String key = KEYS.key("token", token.hash().value());
        String text = redis.value(String.class).get(key);
        redis.value(String.class).set(key, text.substring(0, text.indexOf('\n')));
        assertThat(tokens.find(token.hash())).isEmpty();
    }
}
