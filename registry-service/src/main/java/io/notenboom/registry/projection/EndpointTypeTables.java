// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.EventId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tables of endpoint types that the Foundation published, by date of issue. Two of the same second follow each other by
 * stream and sequence, so the order of arrival decides nothing.
 */
final class EndpointTypeTables {

    private record Place(Instant issuedAt, EventId stream, long sequence) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::issuedAt)
                .thenComparing(Place::stream)
                .thenComparing(Place::sequence);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final EndpointTypes byDefault;
    private final TreeMap<Place, EndpointTypes> tables = new TreeMap<>();

    EndpointTypeTables(EndpointTypes byDefault) {
        this.byDefault = byDefault;
    }

    void add(EventId stream, AppliedEvent event, EndpointTypes types) {
        tables.put(new Place(event.header().issuedAt(), stream, event.header().sequence()), types);
    }

    /** Forgets what a stream published, before it is read again. */
    void removeAllOf(EventId stream) {
        tables.keySet().removeIf(place -> place.stream().equals(stream));
    }

    /** When tables were issued. */
    Set<Instant> dates() {
        return tables.keySet().stream().map(Place::issuedAt).collect(Collectors.toSet());
    }

    /** The table in force at a moment. */
    EndpointTypes at(Instant moment) {
        EndpointTypes found = byDefault;
        for (Map.Entry<Place, EndpointTypes> table : tables.entrySet()) {
            if (table.getKey().issuedAt().isAfter(moment)) {
                return found;
            }
            found = table.getValue();
        }
        return found;
    }
}
