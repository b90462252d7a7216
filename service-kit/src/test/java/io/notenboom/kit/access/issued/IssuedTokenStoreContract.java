// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.access.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of issued tokens keeps. Each test uses tokens of its own: the store may hold others. */
abstract class IssuedTokenStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int MANY = 10_000;

    abstract IssuedTokenStore store();

    private static IssuedToken token(String id, String secret) {
        return new IssuedToken(
                id,
                "EHR of ward 3",
                Set.of("vdr:read", "vcr:read"),
                Optional.of(Set.of("a")),
                NOW,
                "admin",
                30,
                List.of(new IssuedToken.KeptSecret(TokenHash.of(secret), NOW.plus(Duration.ofDays(30)))));
    }

    private static String id() {
        return "t-" + UUID.randomUUID();
    }

    @Test
    void whatWasAddedIsThereAsItWas() {
        IssuedToken token = token(id(), "one");
        String before = store().version();

        assertThat(store().add(token, MANY)).isTrue();

        assertThat(store().all()).contains(token);
        assertThat(store().version()).isNotEqualTo(before).isNotEmpty();
    }

    @Test
    void thereAreNoMoreThanTheLimit() {
        String before = store().version();
        assertThat(store().add(token(id(), "two"), 0)).isFalse();
        assertThat(store().version()).isEqualTo(before);
    }

    @Test
    void aChangeIsMadeOnWhatIsThere() {
        IssuedToken token = token(id(), "three");
        assertThat(store().add(token, MANY)).isTrue();
        String before = store().version();

        Optional<IssuedToken> changed = store().update(
                        token.id(),
                        known -> known.rotated(
                                new IssuedToken.KeptSecret(TokenHash.of("four"), NOW.plus(Duration.ofDays(40))),
                                40,
                                NOW,
                                Duration.ofHours(1)));

        assertThat(changed).isPresent();
        assertThat(store().all()).contains(changed.get()).doesNotContain(token);
        assertThat(store().version()).isNotEqualTo(before);
        assertThat(store().update(id(), known -> known)).isEmpty();
    }

    @Test
    void noneOfManyChangesAtOneTimeIsLost() throws Exception {
        IssuedToken token = token(id(), "five");
        assertThat(store().add(token, MANY)).isTrue();
        int changes = 20;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Optional<IssuedToken>>> work = new ArrayList<>();
            for (int i = 0; i < changes; i++) {
                work.add(() -> store().update(
                                token.id(),
                                known -> known.rotated(
                                        known.secrets().getFirst(), known.days() + 1, NOW, Duration.ZERO)));
            }
            for (Future<Optional<IssuedToken>> change : threads.invokeAll(work)) {
                assertThat(change.get()).isPresent();
            }
        }
        assertThat(store().all().stream().filter(known -> known.id().equals(token.id())))
                .extracting(IssuedToken::days)
                .containsExactly(token.days() + changes);
    }

    @Test
    void whatWasRemovedIsGoneWithItsUse() {
        IssuedToken token = token(id(), "six");
        assertThat(store().add(token, MANY)).isTrue();
        store().used(token.id(), NOW);
        assertThat(store().lastUses()).containsEntry(token.id(), NOW);
        String before = store().version();

        assertThat(store().remove(token.id())).isTrue();

        assertThat(store().all()).doesNotContain(token);
        assertThat(store().lastUses()).doesNotContainKey(token.id());
        assertThat(store().version()).isNotEqualTo(before);
        assertThat(store().remove(token.id())).isFalse();
    }

    @Test
    void oneOfManyTakesTheBootstrapToken() throws Exception {
        String hash = TokenHash.of("seven");
        assertThat(store().offerBootstrap(hash, Duration.ofMinutes(5))).isTrue();
        assertThat(store().offerBootstrap(TokenHash.of("eight"), Duration.ofMinutes(5)))
                .isFalse();
        assertThat(store().isBootstrap(hash)).isTrue();
        assertThat(store().takeBootstrap(TokenHash.of("eight"))).isFalse();
        int taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                work.add(() -> store().takeBootstrap(hash));
            }
            for (Future<Boolean> each : threads.invokeAll(work)) {
                taken += each.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
        assertThat(store().isBootstrap(hash)).isFalse();
    }
}
