// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.live.LiveSource;
import io.notenboom.kit.live.LiveStreams;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.RegistryView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What live streams show: the events of the log, in its order, once they are durable and shown. Safe for many threads. */
@Singleton
public class AcceptedEvents implements CommitListener {

    private final EventLog log;
    private final RegistryView view;
    private final LiveStreams streams;
    private final ObjectMapper json;
    private final AtomicLong shown = new AtomicLong();

    AcceptedEvents(EventLog log, RegistryView view, LiveStreams streams, ObjectMapper json) {
        this.log = log;
        this.view = view;
        this.streams = streams;
        this.json = json;
    }

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        if (!entries.isEmpty()) {
            shown.set(entries.getLast().index() + 1);
            streams.changed();
        }
    }

    /** The wanted events, for one client. */
    LiveSource source(Predicate<LogEntry> wanted) {
        return new EventSource(log, view, json, shown::get, wanted);
    }
}
