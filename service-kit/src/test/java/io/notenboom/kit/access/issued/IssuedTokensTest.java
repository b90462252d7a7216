// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.TokenHash;
import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IssuedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Secret SECRET = Secret.of("nbt_" + "s".repeat(43));

    private final SettableClock clock = new SettableClock(NOW);
    private final InMemoryIssuedTokenStore store = new InMemoryIssuedTokenStore();
    private final IssuedTokens tokens = new IssuedTokens(store, clock);

    private void add(String id, Secret secret, Duration life) {
        assertThat(store.add(
                        new IssuedToken(
                                id,
                                "n",
                                Set.of("vdr:read"),
                                Optional.of(Set.of("a")),
                                NOW,
                                "admin",
                                30,
                                List.of(new IssuedToken.KeptSecret(TokenHash.of(secret.reveal()), NOW.plus(life)))),
                        10))
                .isTrue();
    }

    @Test
    void aTokenStandsForWhatItWasMadeFor() {
        add("t1", SECRET, Duration.ofDays(1));
        assertThat(tokens.find(SECRET))
                .isEqualTo(new Finding.Known(new Identity(
                        "t1",
                        Set.of("vdr:read"),
                        Optional.of(Set.of("a")),
                        Optional.of(NOW.plus(Duration.ofDays(1))))));
        assertThat(tokens.find(Secret.of("nbt_" + "x".repeat(43)))).isInstanceOf(Finding.Unknown.class);
        assertThat(tokens.find(Secret.of("something else"))).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void aRevocationByAnotherServiceCountsWithinAFifthOfASecond() {
        add("t1", SECRET, Duration.ofDays(1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);

        assertThat(store.remove("t1")).isTrue();
        clock.advance(IssuedTokens.LOOK);

        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void anOwnRevocationCountsAtOnce() {
        add("t1", SECRET, Duration.ofDays(1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);

        assertThat(store.remove("t1")).isTrue();
        tokens.changed();

        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void aTokenEnds() {
        add("t1", SECRET, Duration.ofDays(1));
        clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Refused.class);
    }

    @Test
    void whileTheStoreIsAwayKnownTokensCountForAMinuteThenNobodyGetsIn() {
        add("t1", SECRET, Duration.ofDays(1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);
        store.away(true);
        clock.advance(IssuedTokens.GRACE);
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);
        clock.advance(Duration.ofMillis(1));
        assertUnavailable();

        store.away(false);
        clock.advance(IssuedTokens.LOOK);
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);
    }

    @Test
    void aServiceThatNeverReachedTheStoreLetsNobodyIn() {
        store.away(true);
        assertUnavailable();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeTheMinuteLonger() {
        add("t1", SECRET, Duration.ofDays(1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);
        store.away(true);
        clock.advance(Duration.ofHours(-1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);
        clock.advance(IssuedTokens.GRACE.plusMillis(1));
        assertUnavailable();
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> {
                    var unused = tokens.find(SECRET);
                })
                .isInstanceOf(ProblemException.class)
                .extracting(problem -> ((ProblemException) problem).type().status())
                .isEqualTo(503);
    }

    @Test
    void theTimeOfUseIsKept() throws InterruptedException {
        add("t1", SECRET, Duration.ofDays(1));
        assertThat(tokens.find(SECRET)).isInstanceOf(Finding.Known.class);
        assertThat(store.awaitUse("t1")).isEqualTo(NOW);
    }
}
