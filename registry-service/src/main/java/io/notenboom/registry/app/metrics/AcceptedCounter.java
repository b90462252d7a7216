// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Counter {@code registry.events.accepted} by type: events that were accepted since the start, not those read from the log. */
@Singleton
public class AcceptedCounter implements CommitListener {

    private final MeterRegistry meters;
    private final long before;

    AcceptedCounter(MeterRegistry meters, EventLog log) {
        this.meters = meters;
        this.before = log.size();
    }

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        for (LogEntry entry : entries) {
            if (entry.index() >= before) {
                counter(EventTypeTag.of(entry.type())).increment();
            }
        }
    }

    private Counter counter(String type) {
        return Counter.builder("registry.events.accepted")
                .description("Events that were accepted since the start")
                .tag("evt", type)
                .register(meters);
    }
}
