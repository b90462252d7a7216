// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events that wait for a predecessor or for their date. In memory and bounded: the oldest goes first, and whoever delivered
 * it can deliver it again. Nothing is known of their signatures, so they are kept by their whole text: a forged copy cannot
 * keep the real one out. Not safe for many threads; the single writer owns it.
 */
final class HeldEvents {

    private final int maxEvents;
    private final Map<String, UnverifiedEvent> all = new LinkedHashMap<>();
    private final Map<EventId, TreeMap<Long, List<UnverifiedEvent>>> byStream = new HashMap<>();

    /** @param maxEvents the most events that wait at one time */
    HeldEvents(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    void add(UnverifiedEvent event) {
        if (all.putIfAbsent(event.compact(), event) != null) {
            return;
        }
        byStream.computeIfAbsent(event.stream(), stream -> new TreeMap<>())
                .computeIfAbsent(event.header().sequence(), sequence -> new ArrayList<>())
                .add(event);
        if (all.size() > maxEvents) {
            Iterator<UnverifiedEvent> oldest = all.values().iterator();
            UnverifiedEvent dropped = oldest.next();
            oldest.remove();
            forget(dropped);
        }
    }

    /** Takes out the events of a stream whose predecessor is there and whose date has come. */
    List<UnverifiedEvent> takeReady(EventId stream, long size, Instant latestDate) {
        List<UnverifiedEvent> ready =
                byStream.getOrDefault(stream, new TreeMap<>()).headMap(size, true).values().stream()
                        .flatMap(List::stream)
                        .filter(event -> !event.header().issuedAt().isAfter(latestDate))
                        .toList();
        for (UnverifiedEvent event : ready) {
            all.remove(event.compact());
            forget(event);
        }
        return ready;
    }

    /** The streams that have events waiting. */
    List<EventId> streams() {
        return List.copyOf(byStream.keySet());
    }

    int size() {
        return all.size();
    }

    private void forget(UnverifiedEvent event) {
        byStream.computeIfPresent(event.stream(), (stream, bySequence) -> {
            bySequence.computeIfPresent(event.header().sequence(), (sequence, events) -> {
                events.remove(event);
                return events.isEmpty() ? null : events;
            });
            return bySequence.isEmpty() ? null : bySequence;
        });
    }
}
