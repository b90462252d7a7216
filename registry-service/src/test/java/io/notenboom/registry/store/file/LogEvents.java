// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Well-formed events of one stream with meaningless signatures, as many as one likes: the log does not look at them. */
final class LogEvents {

    private LogEvents() {}

    static List<UnverifiedEvent> chain(int length) {
        List<UnverifiedEvent> events = new ArrayList<>();
        @Nullable EventId previous = null;
        for (int sequence = 0; sequence < length; sequence++) {
            UnverifiedEvent event =
                    event(events.isEmpty() ? null : events.getFirst().id(), sequence, previous);
            events.add(event);
            previous = event.id();
        }
        return events;
    }

    static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static UnverifiedEvent event(@Nullable EventId stream, long sequence, @Nullable EventId previous) {
        EventHeader header = new EventHeader(
                "ES256",
                "net",
                stream,
                sequence,
                previous,
                Instant.ofEpochSecond(1_767_322_985L + sequence),
                ContractApproval.TYPE,
                1,
                "A".repeat(43));
        String input = EventCodec.signingInput(header, new ContractApproval(UUID.randomUUID()));
        try {
            return EventCodec.decode(EventCodec.compact(input, new byte[64]));
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }
}
