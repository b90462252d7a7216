// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.receiver.ReceiverLookup.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedReceiverLookupTest {

    private static final String OID = "urn:oid:2.16.528.1";

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Found answer = known("https://one.example");
    private Runnable whileAsking = () -> {};
    private int asked;
    private final CachedReceiverLookup lookup = new CachedReceiverLookup(
            new ReceiverLookup() {
                @Override
                public Found find(String organisation) {
                    asked++;
                    whileAsking.run();
                    return answer;
                }

                @Override
                public Optional<String> notificationAddress(String organisation) {
                    return Optional.empty();
                }
            },
            () -> now);

    private static Found known(String notification) {
        return new Found.Known(
                new Receiver(OID, Set.of("did:web:one.example"), "https://one.example/oauth2/a", notification));
    }

    @Test
    void remembersForMinutes() {
        assertThat(lookup.find(OID)).isEqualTo(answer);
        assertThat(lookup.find(OID)).isEqualTo(answer);
        assertThat(asked).isEqualTo(1);
        now = now.plus(CachedReceiverLookup.MAX_AGE);
        assertThat(lookup.find(OID)).isEqualTo(answer);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void asksAgainAtOnceWhenTheRegistryChanged() {
        assertThat(lookup.find(OID)).isEqualTo(answer);
        answer = known("https://two.example");
        lookup.changed();
        assertThat(lookup.find(OID)).isEqualTo(answer);
        answer = new Found.Unknown();
        lookup.changed();
        assertThat(lookup.find(OID)).isEqualTo(new Found.Unknown());
    }

    @Test
    void doesNotRememberWhatIsNotThere() {
        answer = new Found.Unreachable();
        assertThat(lookup.find(OID)).isEqualTo(answer);
        answer = known("https://one.example");
        assertThat(lookup.find(OID)).isEqualTo(answer);
    }

    @Test
    void doesNotRememberAnAnswerThatTheRegistryOvertook() {
        whileAsking = lookup::changed;
        assertThat(lookup.find(OID)).isEqualTo(answer);
        whileAsking = () -> {};
        now = now.plus(Duration.ofSeconds(1));
        assertThat(lookup.find(OID)).isEqualTo(answer);
        assertThat(asked).isEqualTo(2);
    }
}
