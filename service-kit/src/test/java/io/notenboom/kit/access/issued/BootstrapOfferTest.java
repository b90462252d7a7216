// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.access.TokenHash;
import io.notenboom.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BootstrapOfferTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Pattern TOKEN = Pattern.compile("nbb_[A-Za-z0-9_-]{43}");

    private final SettableClock clock = new SettableClock(NOW);
    private final InMemoryIssuedTokenStore store = new InMemoryIssuedTokenStore();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final BootstrapOffer offer =
            new BootstrapOffer(store, clock, new PrintStream(console, true, StandardCharsets.UTF_8));

    private String printed() {
        return console.toString(StandardCharsets.UTF_8);
    }

    private void addToken(Duration life) {
        assertThat(store.add(
                        new IssuedToken(
                                "t",
                                "n",
                                Set.of("admin"),
                                Optional.empty(),
                                NOW,
                                "x",
                                1,
                                List.of(new IssuedToken.KeptSecret(TokenHash.of("s"), NOW.plus(life)))),
                        10))
                .isTrue();
    }

    @Test
    @DisplayName("33. No default credentials: a node that nobody can get into prints a bootstrap token once")
    void aTokenIsPrintedOnce() {
        offer.offer(false);
        Matcher token = TOKEN.matcher(printed());
        assertThat(token.find()).isTrue();
        assertThat(store.isBootstrap(TokenHash.of(token.group()))).isTrue();

        offer.offer(false);
        assertThat(TOKEN.matcher(printed()).results()).hasSize(1);
    }

    @Test
    void withAWayInNothingIsPrinted() {
        offer.offer(true);
        assertThat(printed()).isEmpty();

        addToken(Duration.ofDays(1));
        offer.offer(false);
        assertThat(printed()).isEmpty();
    }

    @Test
    void aTokenThatHasEndedIsNoWayIn() {
        addToken(Duration.ofDays(1));
        clock.advance(Duration.ofDays(1));
        offer.offer(false);
        assertThat(printed()).containsPattern(TOKEN);
    }

    @Test
    void withoutTheStoreNothingIsPrinted() {
        store.away(true);
        offer.offer(false);
        assertThat(printed()).isEmpty();
    }
}
