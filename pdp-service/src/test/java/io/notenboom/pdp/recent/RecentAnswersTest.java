// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers are remembered for their time, so many as there may be, and never past what ended them. */
class RecentAnswersTest {

    private static final Duration AGE = Duration.ofSeconds(10);
    private static final int MOST = 3;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final RecentAnswers<String> recent = new RecentAnswers<>(AGE, MOST, answer -> !answer.equals("!"), clock);
    private final List<String> asked = new ArrayList<>();

    private String ask(String question) {
        return recent.get(question, answer -> true, this::answer);
    }

    private String answer(String question) {
        asked.add(question);
        return question + "!";
    }

    @Test
    void anAnswerIsRememberedForItsTime() {
        assertThat(ask("a")).isEqualTo("a!");
        clock.advance(AGE.minusMillis(1));
        assertThat(ask("a")).isEqualTo("a!");
        assertThat(asked).containsExactly("a");
        clock.advance(Duration.ofMillis(1));
        assertThat(ask("a")).isEqualTo("a!");
        assertThat(asked).containsExactly("a", "a");
    }

    @Test
    void whatIsNotWorthItIsAskedAgain() {
        assertThat(ask("")).isEqualTo("!");
        assertThat(ask("")).isEqualTo("!");
        assertThat(asked).hasSize(2);
        assertThat(recent.get("a", answer -> false, this::answer)).isEqualTo("a!");
        assertThat(recent.get("a", answer -> false, this::answer)).isEqualTo("a!");
        assertThat(asked).hasSize(4);
    }

    /** A full memory keeps what it has, and makes room by itself once that is over. */
    @Test
    void noMoreAreRememberedThanMayBe() {
        for (String question : List.of("a", "b", "c", "d", "d", "a")) {
            assertThat(ask(question)).isEqualTo(question + "!");
        }
        assertThat(asked).containsExactly("a", "b", "c", "d", "d");
        clock.advance(AGE);
        assertThat(ask("d")).isEqualTo("d!");
        assertThat(ask("d")).isEqualTo("d!");
        assertThat(asked).hasSize(6);
    }

    @Test
    void whatIsForgottenIsAskedAgainAtOnce() {
        for (Runnable forgets : List.<Runnable>of(
                () -> recent.forget("a"), () -> recent.forgetIf("a!"::equals), () -> recent.forgetAll())) {
            assertThat(ask("a")).isEqualTo("a!");
            asked.clear();
            forgets.run();
            assertThat(ask("a")).isEqualTo("a!");
            assertThat(asked).containsExactly("a");
        }
    }

    @Test
    void anAnswerThatWasOvertakenIsGivenOnceOnly() {
        assertThat(recent.get("a", answer -> true, question -> {
                    recent.forget("another");
                    return "late";
                }))
                .isEqualTo("late");
        assertThat(ask("a")).isEqualTo("a!");
    }
}
