// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events that wait for a predecessor, for their date, or for the decision about a fork. In memory and bounded in number,
 * in size and for each stream: the oldest goes first, and whoever delivered it can deliver it again. Nothing is known of
 * their signatures, so they are kept by their whole text: a forged copy cannot keep the real one out, and a flood for one
 * stream puts out no event of another. Not safe for many threads; the single writer owns it.
 */
final class HeldEvents {

    /**
     * How much may wait at one time.
     *
     * @param events the most events in all
     * @param eventsOfStream the most events of one stream
     * @param characters the most characters of their texts in all
     */
    record Limits(int events, int eventsOfStream, long characters) {

        static final Limits STANDARD = new Limits(4_096, 512, 16L * 1024 * 1024);
    }

    private final Limits limits;
    private final Map<String, UnverifiedEvent> all = new LinkedHashMap<>();
    private final Map<EventId, TreeMap<Long, List<UnverifiedEvent>>> byStream = new HashMap<>();
    private final Map<EventId, Integer> counts = new HashMap<>();
    private long characters;
    private volatile int size;

    HeldEvents(Limits limits) {
        this.limits = limits;
    }

    void add(UnverifiedEvent event) {
        if (all.putIfAbsent(event.compact(), event) != null) {
            return;
        }
        byStream.computeIfAbsent(event.stream(), stream -> new TreeMap<>())
                .computeIfAbsent(event.header().sequence(), sequence -> new ArrayList<>())
                .add(event);
        characters += event.compact().length();
        if (counts.merge(event.stream(), 1, Integer::sum) > limits.eventsOfStream()) {
            dropFurthest(event.stream());
        }
        while (all.size() > limits.events() || characters > limits.characters()) {
            remove(all.values().iterator().next());
        }
        size = all.size();
    }

    /** The one furthest ahead goes: it waits longest. */
    private void dropFurthest(EventId stream) {
        TreeMap<Long, List<UnverifiedEvent>> waiting = byStream.get(stream);
        if (waiting != null) {
            remove(waiting.lastEntry().getValue().getFirst());
        }
    }

    /** Takes out the events of a stream whose predecessor is there and whose date has come. */
    List<UnverifiedEvent> takeReady(EventId stream, long size, Instant latestDate) {
        List<UnverifiedEvent> ready =
                byStream.getOrDefault(stream, new TreeMap<>()).headMap(size, true).values().stream()
                        .flatMap(List::stream)
                        .filter(event -> !event.header().issuedAt().isAfter(latestDate))
                        .toList();
        ready.forEach(this::remove);
        return ready;
    }

    /** The streams that have events waiting. */
    List<EventId> streams() {
        return List.copyOf(byStream.keySet());
    }

    /** How many wait; may be asked by any thread. */
    int size() {
        return size;
    }

    private void remove(UnverifiedEvent event) {
        all.remove(event.compact());
        size = all.size();
        characters -= event.compact().length();
        counts.computeIfPresent(event.stream(), (stream, count) -> count == 1 ? null : count - 1);
        byStream.computeIfPresent(event.stream(), (stream, bySequence) -> {
            bySequence.computeIfPresent(event.header().sequence(), (sequence, events) -> {
                events.remove(event);
                return events.isEmpty() ? null : events;
            });
            return bySequence.isEmpty() ? null : bySequence;
        });
    }
}
