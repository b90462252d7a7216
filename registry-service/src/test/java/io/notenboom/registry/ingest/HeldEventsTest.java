// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeldEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final EventId A = new EventId("A".repeat(43));
    private static final EventId B = new EventId("B".repeat(42) + "A");

    private final HeldEvents held = new HeldEvents(new HeldEvents.Limits(6, 4, 100_000));

    @Test
    void givesBackWhatIsReadyOnce() {
        UnverifiedEvent first = event(A, 3, 0);
        UnverifiedEvent later = event(A, 3, 10);
        UnverifiedEvent far = event(A, 5, 0);
        List.of(first, later, far, first).forEach(held::add);
        assertThat(held.size()).isEqualTo(3);
        assertThat(held.takeReady(A, 2, NOW)).isEmpty();
        assertThat(held.takeReady(A, 3, NOW)).containsExactly(first);
        assertThat(held.takeReady(A, 3, NOW)).isEmpty();
        assertThat(held.takeReady(A, 5, NOW.plusSeconds(10))).containsExactly(later, far);
        assertThat(held.streams()).isEmpty();
        assertThat(held.size()).isZero();
    }

    @Test
    void aFloodForOneStreamPutsOutNoEventOfAnother() {
        UnverifiedEvent other = event(B, 1, 0);
        held.add(other);
        UnverifiedEvent near = event(A, 1, 0);
        held.add(near);
        for (int sequence = 2; sequence < 50; sequence++) {
            held.add(event(A, sequence, 0));
        }
        assertThat(held.size()).isEqualTo(5);
        assertThat(held.takeReady(B, 1, NOW)).containsExactly(other);
        assertThat(held.takeReady(A, 1, NOW)).containsExactly(near);
    }

    @Test
    void isBoundedInNumberAndInSize() {
        for (int stream = 0; stream < 26; stream++) {
            held.add(event(new EventId(String.valueOf((char) ('a' + stream)).repeat(42) + "A"), 1, 0));
        }
        assertThat(held.size()).isEqualTo(6);
        HeldEvents small = new HeldEvents(
                new HeldEvents.Limits(100, 100, event(A, 1, 0).compact().length() * 2L));
        for (int sequence = 1; sequence < 9; sequence++) {
            small.add(event(A, sequence, 0));
        }
        assertThat(small.size()).isEqualTo(2);
    }

    private static UnverifiedEvent event(EventId stream, long sequence, long secondsAhead) {
        EventHeader header = new EventHeader(
                "ES256",
                "n",
                stream,
                sequence,
                A,
                NOW.plusSeconds(secondsAhead),
                ContractApproval.TYPE,
                1,
                "A".repeat(43));
        try {
            return EventCodec.decode(EventCodec.compact(
                    EventCodec.signingInput(header, new ContractApproval(UUID.randomUUID())), new byte[64]));
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }
}
