// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where each durable entry is. In memory, rebuilt at start; safe for many threads. */
final class LogIndex {

    /** What is known of an entry without reading it. */
    record Position(long index, EventId id, EventId stream, long sequence, String type) {

        LogEntry with(String compact) {
            return new LogEntry(index, id, stream, sequence, type, compact);
        }
    }

    private final List<Position> positions = new ArrayList<>();
    private final Map<EventId, Position> byId = new HashMap<>();
    private final Map<EventId, List<Position>> byStream = new HashMap<>();
    private final List<String> unsealed = new ArrayList<>();

    /** Adds a durable entry that is in no bundle yet. */
    synchronized void add(UnverifiedEvent event) {
        List<Position> ofStream = byStream.computeIfAbsent(event.stream(), stream -> new ArrayList<>());
        Position position = new Position(
                positions.size(),
                event.id(),
                ofStream.isEmpty() ? event.stream() : ofStream.getFirst().stream(),
                event.header().sequence(),
                event.header().type());
        positions.add(position);
        if (byId.putIfAbsent(position.id(), position) != null) {
            throw new IllegalStateException("event twice in the log: " + position.id());
        }
        ofStream.add(position);
        unsealed.add(event.compact());
    }

    /** All entries added so far are in full bundles. */
    synchronized void sealed() {
        unsealed.clear();
    }

    synchronized long size() {
        return positions.size();
    }

    /** The entries that are in no bundle yet. */
    synchronized List<String> unsealed() {
        return List.copyOf(unsealed);
    }

    /** The text of an entry, if it is in no bundle yet. */
    synchronized Optional<String> unsealed(long index) {
        long first = positions.size() - unsealed.size();
        return index < first ? Optional.empty() : Optional.of(unsealed.get((int) (index - first)));
    }

    synchronized Optional<Position> find(EventId id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized List<Position> range(long from, int limit) {
        return slice(positions, from, limit);
    }

    synchronized List<Position> stream(EventId stream, long from, int limit) {
        List<Position> all = byStream.getOrDefault(stream, List.of());
        boolean oneBranch = all.isEmpty() || all.getLast().sequence() == all.size() - 1;
        return oneBranch
                ? slice(all, from, limit)
                : all.stream()
                        .filter(position -> position.sequence() >= from)
                        .sorted(Comparator.comparingLong(Position::sequence))
                        .limit(Math.max(0, limit))
                        .toList();
    }

    synchronized List<EventId> streamIds(EventId stream, int limit) {
        return slice(byStream.getOrDefault(stream, List.of()), 0, limit).stream()
                .map(Position::id)
                .toList();
    }

    private static List<Position> slice(List<Position> list, long from, int limit) {
        int start = Math.clamp(from, 0, list.size());
        return List.copyOf(list.subList(start, (int) Math.min(list.size(), (long) start + Math.max(0, limit))));
    }
}
