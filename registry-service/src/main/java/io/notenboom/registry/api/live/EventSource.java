// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.live.LiveEvent;
import io.notenboom.kit.live.LiveSource;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.RegistryView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Events of the log for one client, which goes forward only. The id of an event is the number of events that the log has with
 * it, its index and 1, so that {@code GET events?from=} with an id goes on after it.
 */
final class EventSource implements LiveSource {

    /** How far back a client may go on; before that it is told of a gap. */
    static final long KEPT = 100_000;

    private static final String NAME = "registry.accepted";
    private static final int BATCH = 256;

    private final EventLog log;
    private final RegistryView view;
    private final ObjectMapper json;
    private final LongSupplier shown;
    private final Predicate<LogEntry> wanted;
    /** Up to which event all were looked at. */
    private long passed;

    /** @param shown how many events of the log are durable and shown */
    EventSource(EventLog log, RegistryView view, ObjectMapper json, LongSupplier shown, Predicate<LogEntry> wanted) {
        this.log = log;
        this.view = view;
        this.json = json;
        this.shown = shown;
        this.wanted = wanted;
    }

    @Override
    public long newest() {
        return shown.getAsLong();
    }

    /** What was looked at and is not wanted is no gap, however long ago. */
    @Override
    public synchronized long completeAfter() {
        long first = Math.max(0, newest() - KEPT);
        return passed >= first ? 0 : first;
    }

    @Override
    public synchronized List<LiveEvent> after(long id, int limit) {
        long next = Math.max(id, passed);
        long end = newest();
        List<LiveEvent> page = new ArrayList<>();
        List<LogEntry> entries = read(next, end);
        while (page.size() < limit && !entries.isEmpty()) {
            for (LogEntry entry : entries) {
                if (page.size() < limit) {
                    next = entry.index() + 1;
                    if (wanted.test(entry)) {
                        page.add(event(entry));
                    }
                }
            }
            entries = read(next, end);
        }
        passed = next;
        return List.copyOf(page);
    }

    private List<LogEntry> read(long from, long end) {
        return from < end ? log.read(from, (int) Math.min(BATCH, end - from)) : List.of();
    }

    private LiveEvent event(LogEntry entry) {
        RegistryViews.LoggedEvent event = view.event(entry.id())
                .map(known -> RegistryViews.LoggedEvent.of(known, null))
                .orElseThrow(() -> new IllegalStateException("what was committed is shown"));
        try {
            return new LiveEvent(entry.index() + 1, NAME, json.writeValueAsString(event));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event can be written as JSON", impossible);
        }
    }
}
