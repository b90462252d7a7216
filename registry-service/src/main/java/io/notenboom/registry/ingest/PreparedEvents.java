// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.verify.KnownSignatures;
import io.notenboom.registry.verify.SignatureChecks;
import java.util.List;
import java.util.stream.Stream;

/**
 * Events that were read, and whose signatures were checked, while others had their turn at the log. Nothing is decided yet:
 * {@link EventIngest#submit(PreparedEvents)} judges them as all others.
 */
public final class PreparedEvents {

    private final List<ReadEvent> events;
    private final KnownSignatures signatures;

    private PreparedEvents(List<ReadEvent> events, KnownSignatures signatures) {
        this.events = events;
        this.signatures = signatures;
    }

    /**
     * Prepares events, on all cores.
     *
     * @param compacts at most {@link IngestEvents#MAX_DELIVERY} events in compact form
     * @param checks knows the certificates of the batches before
     */
    public static PreparedEvents of(List<String> compacts, SignatureChecks checks) {
        if (compacts.size() > IngestEvents.MAX_DELIVERY) {
            throw new IllegalArgumentException("a delivery has at most " + IngestEvents.MAX_DELIVERY + " events");
        }
        List<ReadEvent> events = compacts.parallelStream().map(ReadEvent::of).toList();
        List<UnverifiedEvent> readable = events.stream()
                .flatMap(event -> Stream.ofNullable(event.event()))
                .toList();
        return new PreparedEvents(events, checks.check(readable));
    }

    List<ReadEvent> events() {
        return events;
    }

    KnownSignatures signatures() {
        return signatures;
    }
}
