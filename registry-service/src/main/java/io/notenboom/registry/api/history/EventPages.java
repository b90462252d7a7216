// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.history;

import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.projection.RegistryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the history. The numbers by which they page never change and grow only at the end, so that nothing is left out and
 * nothing comes twice, whatever is accepted meanwhile. Safe for many threads.
 */
public final class EventPages {

    /** The most events that are looked at for one page when only some are wanted. */
    static final int MAX_EXAMINED = 5_000;

    /** More than a place usually has. */
    private static final int SPARE = 32;

    private final EventLog log;
    private final StreamDirectory directory;
    private final RegistryView view;

    /** Wires the parts. */
    public EventPages(EventLog log, StreamDirectory directory, RegistryView view) {
        this.log = log;
        this.directory = directory;
        this.view = view;
    }

    /** Events in a row; {@code next} is where those after them begin, null if there are none. */
    private record Slice(
            List<RegistryViews.LoggedEvent> events,
            @Nullable Long next) {}

    /** A known event of a stream. */
    private record Known(EventId id, long sequence, String compact) {}

    /**
     * A page. When only some events are wanted it may have fewer than asked for, or none, although others follow: as long as
     * there is a {@code next} the list goes on. A page of all branches ends between two places; if the first place alone has
     * more events than asked for, they come together.
     *
     * @throws io.notenboom.kit.problem.ProblemException 400 if a value has another form
     */
    public RegistryViews.Events page(HistoryQuery query) {
        EventId stream = query.stream();
        Branch branch = query.branch();
        int limit = query.size();
        var wanted = query.wanted();
        List<RegistryViews.LoggedEvent> found = new ArrayList<>();
        Long next = query.first();
        int examined = 0;
        while (next != null && found.size() < limit && examined < MAX_EXAMINED) {
            Slice slice = slice(stream, branch, next, limit - found.size());
            slice.events().stream().filter(wanted).forEach(found::add);
            examined += slice.events().size();
            next = slice.next();
        }
        return new RegistryViews.Events(found, next, stream == null ? null : forked(stream));
    }

    private @Nullable Boolean forked(EventId stream) {
        return directory.head(stream).filter(head -> head.forked()).isPresent() ? true : null;
    }

    private Slice slice(@Nullable EventId stream, Branch branch, long from, int limit) {
        if (stream == null) {
            return logged(from, limit);
        }
        return switch (branch) {
            case CHAIN -> chain(stream, from, limit);
            case ALL -> all(stream, from, limit);
        };
    }

    private Slice logged(long from, int limit) {
        List<LogEntry> entries = log.read(from, limit);
        List<RegistryViews.LoggedEvent> shown = new ArrayList<>();
        for (LogEntry entry : entries) {
            Optional<EventVerdict> event = view.event(entry.id());
            if (event.isEmpty()) {
                // durable, and about to be shown: it comes with the next call
                return new Slice(shown, null);
            }
            shown.add(RegistryViews.LoggedEvent.of(event.get(), null));
        }
        return new Slice(shown, entries.size() < limit ? null : from + entries.size());
    }

    private Slice chain(EventId stream, long from, int limit) {
        List<LogEntry> entries = directory.chain(stream, from, limit);
        if (entries.isEmpty()) {
            return new Slice(List.of(), null);
        }
        long last = entries.getLast().sequence();
        NavigableMap<Long, Map<EventId, Known>> places = places(stream, from, last);
        List<RegistryViews.LoggedEvent> shown = entries.stream()
                .map(entry -> shown(
                        stream,
                        new Known(entry.id(), entry.sequence(), entry.compact()),
                        places.getOrDefault(entry.sequence(), Map.of())))
                .toList();
        return new Slice(shown, entries.size() < limit ? null : last + 1);
    }

    private Slice all(EventId stream, long from, int limit) {
        NavigableMap<Long, Map<EventId, Known>> places = places(stream, from, from + limit - 1);
        List<RegistryViews.LoggedEvent> shown = new ArrayList<>();
        for (Map.Entry<Long, Map<EventId, Known>> place : places.entrySet()) {
            if (!shown.isEmpty() && shown.size() + place.getValue().size() > limit) {
                return new Slice(shown, place.getKey());
            }
            place.getValue().values().forEach(known -> shown.add(shown(stream, known, place.getValue())));
        }
        long after = from + limit;
        return new Slice(shown, log.readStream(stream, after, 1).isEmpty() ? null : after);
    }

    /** Everything that is known for the places of a stream, by place and id. */
    private NavigableMap<Long, Map<EventId, Known>> places(EventId stream, long from, long to) {
        NavigableMap<Long, Map<EventId, Known>> places = new TreeMap<>();
        LongFunction<Map<EventId, Known>> place = sequence -> places.computeIfAbsent(sequence, any -> new TreeMap<>());
        for (LogEntry entry : entries(stream, from, to)) {
            place.apply(entry.sequence()).put(entry.id(), new Known(entry.id(), entry.sequence(), entry.compact()));
        }
        for (ForkEvidence fork : directory.forks()) {
            if (fork.stream().equals(stream) && fork.sequence() >= from && fork.sequence() <= to) {
                place.apply(fork.sequence())
                        .putIfAbsent(fork.other(), new Known(fork.other(), fork.sequence(), fork.compact()));
            }
        }
        return places;
    }

    private List<LogEntry> entries(EventId stream, long from, long to) {
        int most = (int) (to - from) + 1 + SPARE;
        List<LogEntry> read = log.readStream(stream, from, most);
        while (read.size() == most && read.getLast().sequence() <= to) {
            most *= 2;
            read = log.readStream(stream, from, most);
        }
        return read.stream().filter(entry -> entry.sequence() <= to).toList();
    }

    private RegistryViews.LoggedEvent shown(EventId stream, Known known, Map<EventId, Known> place) {
        List<String> rivals = place.keySet().stream()
                .filter(id -> !id.equals(known.id()))
                .map(EventId::value)
                .toList();
        return view.event(known.id())
                .map(event -> RegistryViews.LoggedEvent.of(event, null))
                .orElseGet(() -> kept(stream, known))
                .withRivals(rivals);
    }

    /** An event that is not in the log, but kept as proof of a fork; its signature was checked when it came. */
    private RegistryViews.LoggedEvent kept(EventId stream, Known known) {
        boolean open = directory.openForks(stream).stream()
                .anyMatch(fork -> fork.other().equals(known.id()));
        try {
            UnverifiedEvent event = EventCodec.decode(known.compact());
            return RegistryViews.LoggedEvent.of(
                    new EventVerdict(
                            known.id(),
                            stream,
                            event.header(),
                            event.payload(),
                            open ? new ProjectionStanding.Frozen() : new ProjectionStanding.ForkLost()),
                    null);
        } catch (MalformedEventException damaged) {
            throw new LogFailureException("the proof of a fork cannot be read", damaged);
        }
    }
}
