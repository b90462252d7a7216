// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.store.memory.InMemorySignatures;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureIndexTest {

    private static final DidUrl KEY = new Did("did:web:node.example").withFragment("1");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final InMemorySignatures.Marks marks = new InMemorySignatures.Marks();
    private final SignatureIndex index = new SignatureIndex(marks, clock, Duration.ofDays(30));

    @Test
    void aMarkIsNeverEarlierThanWhatWasSignedEnds() {
        for (int second = 0; second < 3_600; second++) {
            Instant end = clock.instant().plusSeconds(5);
            index.expect(KEY, SignatureKind.PRESENTATION, end);
            assertThat(marks.of(KEY).get("presentation")).isAfterOrEqualTo(end);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatIsSignedAllTheTimeIsWrittenEveryFewMinutes() {
        for (int second = 0; second < 3_600; second++) {
            index.expect(KEY, SignatureKind.PRESENTATION, clock.instant().plusSeconds(5));
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(marks.writes()).isBetween(6, 7);
    }

    @Test
    void whatHasNoEndCountsForAGivenTime() {
        index.expect(KEY, SignatureKind.PRESENTATION, null);
        assertThat(marks.of(KEY).get("presentation"))
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)).plus(SignatureIndex.AHEAD));
    }

    @Test
    void keysAndKindsAreApart() {
        index.expect(KEY, SignatureKind.PROOF, clock.instant());
        assertThat(marks.of(KEY)).containsOnlyKeys("proof");
        assertThat(marks.of(KEY.did().withFragment("2"))).isEmpty();
        index.expect(KEY, SignatureKind.STATUS_LIST, clock.instant());
        assertThat(marks.of(KEY)).containsOnlyKeys("proof", "status-list");
    }

    @Test
    void aMarkThatTheStoreLostComesBack() {
        Instant end = clock.instant().plus(Duration.ofDays(20));
        index.expect(KEY, SignatureKind.PRESENTATION, end);
        marks.forget(KEY);
        clock.advance(SignatureIndex.AHEAD);
        index.expect(KEY, SignatureKind.PRESENTATION, end);
        assertThat(marks.of(KEY).get("presentation")).isAfterOrEqualTo(end);
    }
}
