// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.ingest.Commits;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;

/** Who hears of committed events: every listener of this service, then the counter {@code registry.events}. */
@Singleton
public class CommitSubscriptions {

    private final Commits commits;
    private final List<CommitListener> listeners;
    private final MeterRegistry metrics;

    CommitSubscriptions(Commits commits, @All List<CommitListener> listeners, MeterRegistry metrics) {
        this.commits = commits;
        this.listeners = listeners;
        this.metrics = metrics;
    }

    /** Subscribes them; to be called once, before the first event is read. */
    void begin() {
        listeners.forEach(commits::listen);
        commits.listen((entries, organisations) -> entries.forEach(
                entry -> metrics.counter("registry.events", "evt", entry.type()).increment()));
    }
}
