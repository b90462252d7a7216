// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.decision;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which event stands at a place of a stream that was signed more than once. Of several decisions about one place the first
 * counts. A later decision about an earlier place of the stream ends those about later places: they were about a branch
 * that may be gone. Immutable.
 *
 * @param winners for each stream the id of the event that stands at a sequence
 */
public record Resolutions(Map<EventId, Map<Long, EventId>> winners) {

    /** No fork was resolved. */
    public static final Resolutions NONE = new Resolutions(Map.of());

    /** Copies its maps. */
    public Resolutions {
        Map<EventId, Map<Long, EventId>> copy = new HashMap<>();
        winners.forEach((stream, places) -> copy.put(stream, Map.copyOf(places)));
        winners = Map.copyOf(copy);
    }

    /** @param resolutions in the order in which they count */
    static Resolutions of(Collection<ForkResolution> resolutions) {
        Map<EventId, TreeMap<Long, EventId>> winners = new HashMap<>();
        for (ForkResolution resolution : resolutions) {
            TreeMap<Long, EventId> places = winners.computeIfAbsent(resolution.stream(), stream -> new TreeMap<>());
            if (places.putIfAbsent(resolution.sequence(), resolution.winner()) == null) {
                places.tailMap(resolution.sequence(), false).clear();
            }
        }
        return new Resolutions(Map.copyOf(winners));
    }

    /** The winners in a stream, by sequence. */
    public Map<Long, EventId> of(EventId stream) {
        return winners.getOrDefault(stream, Map.of());
    }

    /** The streams in which a winner differs from that of another state. */
    public Set<EventId> changedSince(Resolutions before) {
        Set<EventId> changed = new HashSet<>(winners.keySet());
        changed.addAll(before.winners.keySet());
        changed.removeIf(stream -> of(stream).equals(before.of(stream)));
        return changed;
    }
}
